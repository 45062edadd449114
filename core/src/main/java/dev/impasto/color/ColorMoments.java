package dev.impasto.color;

import dev.impasto.storage.Floats;
import java.util.List;

/**
 * The mean and covariance of colors.
 *
 * @param mean of each of three values
 * @param covariance 3x3, positive definite
 */
record ColorMoments(double[] mean, double[][] covariance) {
  private static final int COLORS = 3;

  /** Added to all variances, so that a picture of one color has a map too. */
  static final double LEAST_VARIANCE = 1e-4;

  /** The moments of values, three a pixel. */
  static ColorMoments of(Floats colors) {
    return of(colors, PixelWeights.EQUAL);
  }

  /**
   * The moments of a part of a picture.
   *
   * @param weights what each pixel counts
   */
  static ColorMoments of(Floats colors, PixelWeights weights) {
    double[] mean = mean(colors, weights);
    return new ColorMoments(mean, covariance(colors, weights, mean));
  }

  /**
   * The moments of a pixel that is picked at random from one of several pictures.
   *
   * @param weights what each picture's pixels count
   * @param shares how likely each one is picked, above 0; only their ratios matter
   */
  static ColorMoments mixed(
      List<Floats> pictures, List<PixelWeights> weights, List<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    double[] mean = new double[COLORS];
    for (int i = 0; i < pictures.size(); i++) {
      double[] own = mean(pictures.get(i), weights.get(i));
      for (int k = 0; k < COLORS; k++) {
        mean[k] += shares.get(i) / sum * own[k];
      }
    }
    double[][] covariance = new double[COLORS][COLORS];
    for (int i = 0; i < pictures.size(); i++) {
      double[][] own = covariance(pictures.get(i), weights.get(i), mean);
      for (int k = 0; k < COLORS; k++) {
        for (int l = 0; l < COLORS; l++) {
          covariance[k][l] += shares.get(i) / sum * own[k][l];
        }
      }
    }
    return new ColorMoments(mean, covariance);
  }

  private static double[] mean(Floats colors, PixelWeights weights) {
    double[] mean = new double[COLORS];
    ColorRuns.each(
        colors,
        (first, run) -> {
          float[] counts = weights.of(first, run.length / COLORS);
          for (int i = 0; i < run.length; i++) {
            mean[i % COLORS] += (double) counts[i / COLORS] * run[i];
          }
        });
    double count = colors.length() / (double) COLORS;
    for (int k = 0; k < COLORS; k++) {
      mean[k] /= count;
    }
    return mean;
  }

  private static double[][] covariance(Floats colors, PixelWeights weights, double[] mean) {
    double[][] sums = new double[COLORS][COLORS];
    ColorRuns.each(
        colors,
        (first, run) -> {
          float[] counts = weights.of(first, run.length / COLORS);
          for (int i = 0; i < run.length; i += COLORS) {
            float weight = counts[i / COLORS];
            for (int k = 0; k < COLORS; k++) {
              for (int l = 0; l < COLORS; l++) {
                sums[k][l] += weight * (run[i + k] - mean[k]) * (run[i + l] - mean[l]);
              }
            }
          }
        });
    double count = colors.length() / (double) COLORS;
    for (int k = 0; k < COLORS; k++) {
      for (int l = 0; l < COLORS; l++) {
        sums[k][l] /= count;
      }
      sums[k][k] += LEAST_VARIANCE;
    }
    return sums;
  }
}
