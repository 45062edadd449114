package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;

/**
 * How far a layer's statistics are from those of the painting: the Gram matrix G from A, Eq 4 of
 * the paper, or the distance that a {@link dev.impasto.loss.StyleComparison} defines.
 */
public final class StyleLoss implements LayerLoss {
  private final ResponseStatistics statistics;
  private final StyleDistance distance;
  private final StatisticsGradient gradient;
  private double value;

  /**
   * Compares the statistics of a layer's response.
   *
   * @param statistics records them
   * @param distance compares them; see {@link StyleDistances#of}
   */
  public StyleLoss(ResponseStatistics statistics, StyleDistance distance) {
    this.statistics = statistics;
    this.distance = distance;
    this.gradient = StatisticsGradient.of(statistics.taken());
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return value;
  }

  @Override
  public double forward() {
    statistics.take();
    value = distance.compare(statistics.taken(), gradient);
    return value;
  }

  @Override
  public void backward(Tensor dy) {
    statistics.addDerivative(gradient, dy);
  }
}
