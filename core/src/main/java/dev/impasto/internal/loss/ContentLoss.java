package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.loss.ContentComparison;

/**
 * How far a layer's response F is from that of the photograph, P: Eq 1 of the paper, or the
 * distance that a {@link ContentComparison} defines.
 */
public final class ContentLoss implements LayerLoss {
  private final ContentTarget target;
  private final ContentComparison comparison;
  private final double scale;
  private final double weight;
  private double sum;
  private double distance;

  /**
   * Compares with a target that has been taken.
   *
   * @param weight the content weight times the layer's share
   */
  public ContentLoss(ContentTarget target, double weight, ContentComparison comparison) {
    this.target = target;
    this.comparison = comparison;
    this.weight = weight;
    this.scale = comparison.scale(target.channels(), target.positions(), target.energy());
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return weight * comparison.value(distance);
  }

  @Override
  public void begin() {
    sum = 0;
  }

  @Override
  public void add() {
    sum += scale == 0 ? 0 : target.distance();
  }

  @Override
  public double finish() {
    distance = scale == 0 ? 0 : scale * sum;
    return value();
  }

  /**
   * {@code 2 scale (F - P)}, times the value's derivative with respect to the distance; Eq 2's zero
   * where F is not above 0 comes with the ReLU.
   */
  @Override
  public void backward(Tensor gradient) {
    if (scale != 0) {
      double slope = weight * comparison.slope(distance);
      target.derive((float) (2 * scale * slope), gradient);
    }
  }
}
