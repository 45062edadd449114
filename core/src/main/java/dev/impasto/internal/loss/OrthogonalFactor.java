package dev.impasto.internal.loss;

import dev.impasto.engine.SquareProduct;

/**
 * The orthogonal factor Q of a matrix {@code M = Q H}, H symmetric with no negative eigenvalue: the
 * singular vectors of M, with all singular values 1.
 *
 * <p>It is the limit of the Newton-Schulz iteration {@code X := ½ r X (3 I - r² Xᵀ X)}, which
 * changes a singular value x to {@code ½ r x (3 - r² x²)} (Higham, "Functions of Matrices", 2008,
 * section 8.3). With r = 1 a small value grows by a half in each step. As long as the least value
 * may be small, a larger r makes it grow faster (Chen and Chow, "A stable scaling of Newton-Schulz
 * for improving the sign function computation", 2014).
 */
final class OrthogonalFactor {
  /**
   * The largest r. With √3 a value of 1 becomes 0, and with rounding perhaps less: its vector would
   * turn round. With this one it becomes 0.09.
   */
  private static final double MOST = 1.7;

  /** Steps end when no singular value is further from 1. */
  private static final double ENOUGH = 1e-7;

  private OrthogonalFactor() {}

  /**
   * Returns Q.
   *
   * @param m M, {@code n x n}, row by row
   * @param least the least that a singular value of M can be, above 0
   */
  static float[] of(SquareProduct product, float[] m, int n, double least) {
    double norm = norm(m);
    float[] x = new float[m.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (m[i] / norm);
    }
    float[] square = new float[m.length];
    double lowest = Math.min(1, least / norm);
    while (1 - lowest > ENOUGH) {
      double r = Math.min(MOST, Math.sqrt(3 / (1 + lowest + lowest * lowest)));
      product.multiplyTransposed(x, x, square);
      for (int i = 0; i < square.length; i++) {
        square[i] *= (float) (-0.5 * r * r * r);
      }
      for (int i = 0; i < n; i++) {
        square[i * n + i] += (float) (1.5 * r);
      }
      product.multiply(x, square, x);
      lowest = Math.min(0.5 * r * lowest * (3 - r * r * lowest * lowest), 1);
    }
    return x;
  }

  /** The root of the sum of squares, which no singular value exceeds. */
  private static double norm(float[] m) {
    double sum = 0;
    for (float value : m) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
