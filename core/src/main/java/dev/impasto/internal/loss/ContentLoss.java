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
    this.scale =
        comparison.scale(target.response.channels(), target.response.positions(), target.energy());
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return weight * comparison.value(distance);
  }

  @Override
  public double forward() {
    distance = scale == 0 ? 0 : scale * target.difference.forward();
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
      target.difference.backward((float) (2 * scale * slope), gradient);
    }
  }
}
