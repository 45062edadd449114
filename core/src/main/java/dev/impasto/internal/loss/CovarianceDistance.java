package dev.impasto.internal.loss;

import dev.impasto.loss.CovarianceComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Filters' covariances and means compared apart, and those of displaced pairs of positions: {@link
 * CovarianceComparison}. Each filter is divided by its standard deviation, the root of the mean of
 * its variances in the painting and in the photograph, so that a few strong filters do not dominate
 * the distance.
 */
final class CovarianceDistance implements StyleDistance {
  private final CovarianceComparison comparison;
  private final double weight;
  private final int channels;
  private final double[] means;
  private final double[] covariances;

  /** The factor of each filter. */
  private final double[] factors;

  /** Those of positions that are apart. */
  private final List<double[]> shifted;

  private final List<LayerStatistics.Pairs> pairs;

  private double covarianceScale;
  private double[] shiftedScales = {};
  private double meanScale;

  /**
   * Of a painting.
   *
   * @param content the photograph's statistics, to whose distance of covariances and means all is
   *     relative; without them it is relative to the painting's own squares
   * @param weight what the relative distance is multiplied by
   */
  CovarianceDistance(
      CovarianceComparison comparison,
      LayerStatistics style,
      Optional<LayerStatistics> content,
      double weight) {
    this.comparison = comparison;
    this.weight = weight;
    this.channels = style.channels();
    this.means = means(style);
    this.covariances = covariances(style, means);
    this.shifted = shifted(style, means);
    this.pairs = style.shifted();
    this.factors = new double[channels];
    scale(content.orElse(style));
    content.ifPresent(this::divideByDistanceOf);
  }

  /**
   * Scales all terms so that the photograph's covariances and means have the distance {@code
   * weight}.
   */
  private void divideByDistanceOf(LayerStatistics content) {
    double[] m = means(content);
    double[] c = covariances(content, m);
    Arrays.setAll(m, i -> m[i] - means[i]);
    Arrays.setAll(c, i -> c[i] - covariances[i]);
    double distance = covarianceScale * ofCovariances(c) + meanScale * ofMeans(m);
    double factor = weight / Math.max(distance, comparison.leastDistance() * weight);
    covarianceScale *= factor;
    meanScale *= factor;
    Arrays.setAll(shiftedScales, i -> factor * shiftedScales[i]);
  }

  /** Sets the factors of filters, covariances and means from both pictures' statistics. */
  private void scale(LayerStatistics content) {
    double[] contentMeans = means(content);
    double[] contentCovariances = covariances(content, contentMeans);
    double[] variances = new double[channels];
    // Rounding may leave a picture of one color with variances below 0.
    Arrays.setAll(
        variances,
        i ->
            Math.max(
                0, (covariances[i * channels + i] + contentCovariances[i * channels + i]) / 2));
    double least = comparison.leastVariance() * Arrays.stream(variances).sum() / channels;
    // Two pictures of one color each still differ in their means.
    Arrays.setAll(factors, i -> least > 0 ? 1 / Math.sqrt(variances[i] + least) : 1);
    List<double[]> contentShifted = shifted(content, contentMeans);
    shiftedScales = new double[shifted.size()];
    Arrays.setAll(
        shiftedScales,
        i ->
            comparison.displacedWeight()
                / shifted.size()
                * scale(ofCovariances(shifted.get(i)) + ofCovariances(contentShifted.get(i))));
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

  /** With {@code C = G/M - m mᵀ} and {@code m = s/M}, C depends on s too: through m. */
  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    float[] k = gradient.gram();
    float[] b = gradient.sums();
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
    double value = covarianceScale * covarianceSquares + meanScale * meanSquares;
    for (int s = 0; s < shifted.size(); s++) {
      value += compareShifted(s, result, m, gradient);
    }
    return value;
  }

  /**
   * With {@code C = G/M - m mᵀ} again, but G and C need not be symmetric. Where a response is
   * smaller than the displacement there is nothing to compare.
   */
  private double compareShifted(
      int s, LayerStatistics result, double[] m, StatisticsGradient gradient) {
    LayerStatistics.Pairs own = result.shifted().get(s);
    float[] gram = own.values();
    float[] k = gradient.shifted().get(s);
    if (own.count() == 0 || pairs.get(s).count() == 0) {
      Arrays.fill(k, 0);
      return 0;
    }
    double perPair = perPair(own);
    double[] target = shifted.get(s);
    double[] slope = new double[channels];
    double squares = 0;
    for (int i = 0; i < channels; i++) {
      double byFirst = 0;
      for (int j = 0; j < channels; j++) {
        int at = i * channels + j;
        double factor = factors[i] * factors[j];
        double difference = factor * (perPair * gram[at] - m[i] * m[j] - target[at]);
        squares += difference * difference;
        double once = 2 * shiftedScales[s] * factor * difference;
        k[at] = (float) (perPair * once);
        byFirst += once * m[j];
        slope[j] -= once * m[i];
      }
      slope[i] -= byFirst;
    }
    for (int i = 0; i < channels; i++) {
      gradient.sums()[i] += (float) (slope[i] / result.positions());
    }
    return shiftedScales[s] * squares;
  }

  private static double perPair(LayerStatistics.Pairs pairs) {
    return 1.0 / Math.max(1, pairs.count());
  }

  private static List<double[]> shifted(LayerStatistics of, double[] means) {
    return of.shifted().stream()
        .map(pairs -> covariances(pairs.values(), perPair(pairs), means))
        .toList();
  }

  private static double[] means(LayerStatistics of) {
    double[] means = new double[of.channels()];
    Arrays.setAll(means, i -> (double) of.sums()[i] / of.positions());
    return means;
  }

  private static double[] covariances(LayerStatistics of, double[] means) {
    return covariances(of.values(), 1.0 / of.positions(), means);
  }

  private static double[] covariances(float[] products, double factor, double[] means) {
    int n = means.length;
    double[] covariances = new double[products.length];
    Arrays.setAll(covariances, at -> factor * products[at] - means[at / n] * means[at % n]);
    return covariances;
  }
}
