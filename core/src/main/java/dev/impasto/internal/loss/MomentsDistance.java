package dev.impasto.internal.loss;

import dev.impasto.loss.MomentsComparison;

/** {@code Σ (μ - ν)² + (σ - s)²}: {@link MomentsComparison}. */
final class MomentsDistance implements StyleDistance {
  private final NormalResponses style;
  private final double noise;

  MomentsDistance(MomentsComparison comparison, LayerStatistics style) {
    this.noise = NormalResponses.noise(style, comparison.leastVariance(), comparison.relative());
    this.style = NormalResponses.of(style, noise);
  }

  /** With {@code σ² = v}, the derivative of {@code (σ - s)²} by v is {@code 1 - s/σ}. */
  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    NormalResponses own = NormalResponses.of(result, noise);
    int n = result.channels();
    float[] byCovariance = new float[n * n];
    double value = own.squaredDistance(style.means());
    for (int i = 0; i < n; i++) {
      double deviation = Math.sqrt(Math.max(own.variance(i), noise));
      double target = Math.sqrt(Math.max(style.variance(i), noise));
      value += Math.pow(deviation - target, 2);
      byCovariance[i * n + i] = (float) (1 - target / deviation);
    }
    own.derivative(style.means(), byCovariance, result.positions(), gradient);
    return value;
  }
}
