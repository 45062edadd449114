package dev.impasto.loss;

import java.util.Arrays;

/**
 * Filters' covariances and means compared apart, each relative to what there is to change.
 *
 * <p>A Gram matrix is the sum of both: {@code G/M = C + m mᵀ}. In the network that comes with the
 * library the means have 0.7 to 0.9 of its norm; once they agree, little of the distance is left,
 * and it is the covariances that tell strokes from hatching. A few strong filters, too, have most
 * of what is left. So each filter is divided by its standard deviation in the style and in the
 * content picture, the root of the mean of both variances.
 */
final class CovarianceDistance implements StyleDistance {
  /** Of the mean variance: filters that hardly vary in either picture do not count for more. */
  private static final double LEAST_VARIANCE = 0.01;

  private final double weight;
  private final int channels;
  private final double[] means;
  private final double[] covariances;

  /** What each filter is multiplied by. */
  private final double[] factors;

  private double covarianceScale;
  private double meanScale;

  /**
   * Of a style.
   *
   * @param weight what the relative distances of covariances and of means are each multiplied by
   */
  CovarianceDistance(StyleTarget style, double weight) {
    this.weight = weight;
    this.channels = style.channels();
    this.means = means(style);
    this.covariances = covariances(style, means);
    this.factors = new double[channels];
    balance(style);
  }

  @Override
  public void balance(StyleTarget content) {
    double[] contentMeans = means(content);
    double[] contentCovariances = covariances(content, contentMeans);
    double[] variances = new double[channels];
    Arrays.setAll(
        variances, i -> (covariances[i * channels + i] + contentCovariances[i * channels + i]) / 2);
    double least = LEAST_VARIANCE * Arrays.stream(variances).sum() / channels;
    // Two pictures of one color each still differ in their means.
    Arrays.setAll(factors, i -> least > 0 ? 1 / Math.sqrt(variances[i] + least) : 1);
    covarianceScale = scale(ofCovariances(covariances) + ofCovariances(contentCovariances));
    meanScale = scale(ofMeans(means) + ofMeans(contentMeans));
  }

  private double scale(double squares) {
    return squares > 0 ? 2 * weight / squares : 0;
  }

  private double ofCovariances(double[] matrix) {
    double sum = 0;
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < channels; j++) {
        sum += Math.pow(factors[i] * factors[j] * matrix[i * channels + j], 2);
      }
    }
    return sum;
  }

  private double ofMeans(double[] vector) {
    double sum = 0;
    for (int i = 0; i < channels; i++) {
      sum += Math.pow(factors[i] * vector[i], 2);
    }
    return sum;
  }

  /** With {@code C = G/M - m mᵀ} and {@code m = s/M}, C's derivative has a part by way of m. */
  @Override
  public double compare(StyleTarget result, float[] k, float[] b) {
    float[] gram = result.values();
    double[] m = means(result);
    double perPosition = 1.0 / result.positions();
    double covarianceSquares = 0;
    double meanSquares = 0;
    for (int i = 0; i < channels; i++) {
      double distance = factors[i] * (m[i] - means[i]);
      meanSquares += distance * distance;
      double slope = 2 * meanScale * perPosition * factors[i] * distance;
      for (int j = 0; j < channels; j++) {
        int at = i * channels + j;
        double factor = factors[i] * factors[j];
        double difference = factor * (perPosition * gram[at] - m[i] * m[j] - covariances[at]);
        covarianceSquares += difference * difference;
        double twice = 4 * covarianceScale * perPosition * factor * difference;
        k[at] = (float) twice;
        slope -= twice * m[j];
      }
      b[i] = (float) slope;
    }
    return covarianceScale * covarianceSquares + meanScale * meanSquares;
  }

  private static double[] means(StyleTarget of) {
    double[] means = new double[of.channels()];
    Arrays.setAll(means, i -> (double) of.sums()[i] / of.positions());
    return means;
  }

  private static double[] covariances(StyleTarget of, double[] means) {
    int n = of.channels();
    double[] covariances = new double[n * n];
    Arrays.setAll(
        covariances,
        at -> (double) of.values()[at] / of.positions() - means[at / n] * means[at % n]);
    return covariances;
  }
}
