package dev.impasto.internal.loss;

import java.util.Arrays;

/**
 * The normal distribution that has a layer's means and covariances, with white noise added.
 *
 * @param means of the N filters
 * @param covariances {@code N x N}; the noise's variance is added to the diagonal
 */
record NormalResponses(double[] means, double[] covariances) {
  /**
   * What rounding in the sums of products may change a variance by, relative to the mean square of
   * the responses; noise of a smaller variance would leave covariances that no responses can have.
   */
  private static final double ROUNDING = 1e-6;

  /** The variance of the noise where a painting has no responses at all. */
  private static final double LEAST = 1e-14;

  /** Of statistics, with noise of a variance. */
  static NormalResponses of(LayerStatistics statistics, double noise) {
    int n = statistics.channels();
    double perPosition = 1.0 / statistics.positions();
    double[] means = new double[n];
    Arrays.setAll(means, i -> perPosition * statistics.sums()[i]);
    double[] covariances = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int at = i * n + j;
        covariances[at] = perPosition * statistics.values()[at] - means[i] * means[j];
      }
      covariances[i * n + i] += noise;
    }
    return new NormalResponses(means, covariances);
  }

  /**
   * The variance of the noise for comparisons with a painting.
   *
   * @param least its least value: a part of the painting's mean variance if {@code relative}
   */
  static double noise(LayerStatistics style, double least, boolean relative) {
    int n = style.channels();
    NormalResponses plain = of(style, 0);
    double variances = plain.trace() / n;
    double squares = variances + Arrays.stream(plain.means).map(m -> m * m).sum() / n;
    double asked = relative ? least * variances : least;
    return Math.max(asked, Math.max(ROUNDING * squares, LEAST));
  }

  /** The sum of the variances. */
  double trace() {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += variance(i);
    }
    return sum;
  }

  /** A filter's variance. */
  double variance(int filter) {
    return covariances[filter * means.length + filter];
  }

  /** {@code |μ - ν|²}. */
  double squaredDistance(double[] others) {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += Math.pow(means[i] - others[i], 2);
    }
    return sum;
  }

  /**
   * Writes the derivative of {@code |μ - ν|²} plus another function of Σ alone, with respect to the
   * statistics: with {@code Σ = G/M - μ μᵀ} and {@code μ = s/M}, Σ depends on s too, through μ.
   *
   * @param others ν
   * @param byCovariance the other function's derivative with respect to Σ, symmetric
   * @param positions M
   */
  void derivative(
      double[] others, float[] byCovariance, long positions, StatisticsGradient gradient) {
    int n = means.length;
    double twice = 2.0 / positions;
    for (int i = 0; i < n; i++) {
      double slope = means[i] - others[i];
      for (int j = 0; j < n; j++) {
        int at = i * n + j;
        gradient.gram()[at] = (float) (twice * byCovariance[at]);
        slope -= byCovariance[at] * means[j];
      }
      gradient.sums()[i] = (float) (twice * slope);
    }
  }
}
