package dev.impasto.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/**
 * How far a layer's statistics are from those of the style picture: the Gram matrix G from A, Eq 4,
 * or what a {@link LossConvention} has in its place.
 */
public final class StyleLoss implements LayerLoss {
  private final StyleDistance distance;
  private final ResponseStatistics statistics;
  private final StatisticsGradient slopes;
  private double value;

  /**
   * Attaches a loss to a layer.
   *
   * @param style may come from a picture of another size; not copied
   * @param weight the style weight times the layer's weight w_l (Eq 5)
   */
  public StyleLoss(
      VggPass pass, Layer layer, LayerStatistics style, double weight, LossConvention convention) {
    this.distance = convention.styleDistance(style, weight);
    this.statistics = new ResponseStatistics(pass, layer, convention);
    this.slopes = StatisticsGradient.of(statistics.taken());
    pass.attach(layer, this);
  }

  /**
   * Has the distance take the content's statistics into account, where the convention does: call it
   * after evaluating the content picture.
   */
  public void balance() {
    distance.balance(statistics.taken());
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return value;
  }

  @Override
  public double forward() {
    statistics.take();
    value = distance.compare(statistics.taken(), slopes);
    return value;
  }

  @Override
  public void backward(Tensor gradient) {
    statistics.addDerivative(slopes, gradient);
  }
}
