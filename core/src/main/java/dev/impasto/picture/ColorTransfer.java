package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.List;

/**
 * Moves a picture's colors to another's: the linear map that gives them the other's mean and
 * covariance, and of all such maps the one that changes colors least, {@code x -> T (x - m) + n}
 * with {@code T = C^(-1/2) (C^(1/2) S C^(1/2))^(1/2) C^(-1/2)}, where m and C are the picture's
 * mean and covariance, n and S the other's (the Monge map between normal distributions: Pitié and
 * Kokaram, "The linear Monge-Kantorovitch linear colour mapping for example-based colour transfer",
 * CVMP 2007; Gatys et al., "Controlling Perceptual Factors in Neural Style Transfer", CVPR 2017).
 */
final class ColorTransfer {
  private static final int COLORS = 3;

  /** Added to all variances, so that a picture of one color has a map too. */
  private static final double LEAST_VARIANCE = 1e-4;

  /** Newton's steps to a root: the number of right digits doubles with each of the last ones. */
  private static final int STEPS = 40;

  private ColorTransfer() {}

  /**
   * Moves colors.
   *
   * @param rgb three values each, not changed
   * @param like pictures whose mixed mean and covariance are wanted
   * @param shares what each of them counts, above 0
   * @param strength what part of the way each color goes, 0 to 1
   * @return the moved colors, limited to 0..1
   */
  static float[] apply(float[] rgb, List<float[]> like, List<Double> shares, double strength) {
    require(
        strength >= 0 && strength <= 1,
        "the strength of a color transfer must be from 0 to 1, not %s",
        strength);
    double[] mean = mean(rgb);
    double[] wanted = new double[COLORS];
    double[][] covariance = mixed(like, shares, wanted);
    double[][] map = map(covariance(rgb, mean), covariance);
    float[] result = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += COLORS) {
      for (int k = 0; k < COLORS; k++) {
        double moved = wanted[k];
        for (int l = 0; l < COLORS; l++) {
          moved += map[k][l] * (rgb[i + l] - mean[l]);
        }
        double mixed = (1 - strength) * rgb[i + k] + strength * moved;
        result[i + k] = (float) Math.max(0, Math.min(1, mixed));
      }
    }
    return result;
  }

  /** The covariance of a mixture, whose mean is put into {@code mean}. */
  private static double[][] mixed(List<float[]> like, List<Double> shares, double[] mean) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < like.size(); i++) {
      double[] own = mean(like.get(i));
      for (int k = 0; k < COLORS; k++) {
        mean[k] += shares.get(i) / sum * own[k];
      }
    }
    double[][] covariance = new double[COLORS][COLORS];
    for (int i = 0; i < like.size(); i++) {
      double[][] own = covariance(like.get(i), mean);
      for (int k = 0; k < COLORS; k++) {
        for (int l = 0; l < COLORS; l++) {
          covariance[k][l] += shares.get(i) / sum * own[k][l];
        }
      }
    }
    return covariance;
  }

  private static double[][] map(double[][] from, double[][] to) {
    double[][] root = root(from);
    double[][] inverse = inverse(root);
    return product(product(inverse, root(product(product(root, to), root))), inverse);
  }

  private static double[] mean(float[] rgb) {
    double[] mean = new double[COLORS];
    for (int i = 0; i < rgb.length; i++) {
      mean[i % COLORS] += rgb[i];
    }
    double count = rgb.length / (double) COLORS;
    for (int k = 0; k < COLORS; k++) {
      mean[k] /= count;
    }
    return mean;
  }

  private static double[][] covariance(float[] rgb, double[] mean) {
    double[][] sums = new double[COLORS][COLORS];
    for (int i = 0; i < rgb.length; i += COLORS) {
      for (int k = 0; k < COLORS; k++) {
        for (int l = 0; l < COLORS; l++) {
          sums[k][l] += (rgb[i + k] - mean[k]) * (rgb[i + l] - mean[l]);
        }
      }
    }
    double count = rgb.length / (double) COLORS;
    for (int k = 0; k < COLORS; k++) {
      for (int l = 0; l < COLORS; l++) {
        sums[k][l] /= count;
      }
      sums[k][k] += LEAST_VARIANCE;
    }
    return sums;
  }

  /** The symmetric root of a symmetric matrix, positive definite (Denman and Beavers). */
  private static double[][] root(double[][] matrix) {
    double[][] root = matrix;
    double[][] inverseRoot = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int step = 0; step < STEPS; step++) {
      double[][] next = middle(root, inverse(inverseRoot));
      inverseRoot = middle(inverseRoot, inverse(root));
      root = next;
    }
    return root;
  }

  private static double[][] middle(double[][] a, double[][] b) {
    double[][] middle = new double[COLORS][COLORS];
    for (int k = 0; k < COLORS; k++) {
      for (int l = 0; l < COLORS; l++) {
        middle[k][l] = (a[k][l] + b[k][l]) / 2;
      }
    }
    return middle;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[COLORS][COLORS];
    for (int k = 0; k < COLORS; k++) {
      for (int l = 0; l < COLORS; l++) {
        for (int i = 0; i < COLORS; i++) {
          product[k][l] += a[k][i] * b[i][l];
        }
      }
    }
    return product;
  }

  /** By cofactors, whose indices go round. */
  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[COLORS][COLORS];
    for (int k = 0; k < COLORS; k++) {
      for (int l = 0; l < COLORS; l++) {
        int a = (l + 1) % COLORS;
        int b = (l + 2) % COLORS;
        int c = (k + 1) % COLORS;
        int d = (k + 2) % COLORS;
        inverse[k][l] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant = 0;
    for (int k = 0; k < COLORS; k++) {
      determinant += m[0][k] * inverse[k][0];
    }
    for (double[] row : inverse) {
      for (int l = 0; l < COLORS; l++) {
        row[l] /= determinant;
      }
    }
    return inverse;
  }
}
