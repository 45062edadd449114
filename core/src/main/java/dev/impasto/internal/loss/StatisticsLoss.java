package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;

/**
 * How far a layer's statistics are from those of the painting: the Gram matrix G from A, Eq 4 of
 * the paper, or the distance that a {@link dev.impasto.loss.StyleComparison} defines.
 */
public final class StatisticsLoss implements StyleLoss {
  private final ResponseStatistics statistics;
  private final StyleDistance distance;
  private final StatisticsGradient gradient;
  private double factor = 1;
  private double value;

  /**
   * Compares the statistics of a layer's response.
   *
   * @param statistics records them
   * @param distance compares them; see {@link StyleDistances#of}
   */
  public StatisticsLoss(ResponseStatistics statistics, StyleDistance distance) {
    this.statistics = statistics;
    this.distance = distance;
    this.gradient = StatisticsGradient.of(statistics.taken());
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void weigh(double other) {
    factor = other;
  }

  @Override
  public void begin() {
    statistics.begin();
  }

  @Override
  public void add() {
    statistics.add();
  }

  @Override
  public double finish() {
    value = factor * distance.compare(statistics.taken(), gradient);
    if (factor != 1) {
      gradient.scale(factor);
    }
    return value;
  }

  @Override
  public void backward(Tensor dy) {
    statistics.addDerivative(gradient, dy);
  }
}
