package dev.impasto.loss;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/** How far a layer's response F is from that of the content picture, P: Eq 1, or its like. */
public final class ContentLoss implements LayerLoss {
  private final double weight;
  private final LossConvention convention;
  private final Tensor response;
  private final Tensor target;
  private final DifferenceOperation difference;
  private double energy;
  private boolean aimed;
  private double scale;
  private double distance;

  /** Attaches a loss to a layer; it is zero until {@link #aim} gives it a target. */
  public ContentLoss(VggPass pass, Layer layer, double weight, LossConvention convention) {
    this.weight = weight;
    this.convention = convention;
    this.response = pass.response(layer);
    this.target = pass.workspace().tensor(response.height(), response.width(), response.channels());
    this.difference = pass.workspace().difference(response, target);
    pass.attach(layer, this);
  }

  /** Makes the last response the target P: call it after evaluating the content picture, once. */
  public void aim() {
    aimed = true;
    scale = convention.contentScale(response.channels(), response.positions(), energy);
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return weight * convention.contentValue(distance);
  }

  @Override
  public double forward() {
    if (!aimed) { // the response is here only now
      target.clear();
      energy = difference.forward();
      target.copyFrom(response);
    }
    distance = scale == 0 ? 0 : scale * difference.forward();
    return value();
  }

  /**
   * {@code 2 scale (F - P)}, times the value's derivative with respect to the distance; Eq 2's zero
   * where F is not above 0 comes with the ReLU.
   */
  @Override
  public void backward(Tensor gradient) {
    if (scale != 0) {
      double slope = weight * convention.contentSlope(distance);
      difference.backward((float) (2 * scale * slope), gradient);
    }
  }
}
