package dev.impasto.internal.loss;

/**
 * Upper triangular matrices, as rows, in double precision: the inverse of one whose square has
 * small eigenvalues has large entries. The inner loops go along rows, which a processor does fast.
 */
final class Triangle {
  private Triangle() {}

  /**
   * U with {@code Uᵀ U = A}, by Cholesky's method.
   *
   * <p>Rounding may leave an A with eigenvalues below 0, whose factors would grow without bound
   * from row to row. So no entry is larger than it can be where there are none: the root of the
   * product of what is left of two variances.
   *
   * @param a A, {@code n x n}, symmetric; its eigenvalues are at least {@code least}, but for
   *     rounding
   * @param least above 0
   */
  static double[][] factor(double[] a, int n, double least) {
    double[][] u = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, i * n + i, u[i], i, n - i);
    }
    for (int k = 0; k < n; k++) {
      double[] row = u[k];
      double root = Math.sqrt(Math.max(row[k], least));
      row[k] = root;
      for (int j = k + 1; j < n; j++) {
        double most = Math.sqrt(Math.max(u[j][j], least));
        row[j] = Math.max(-most, Math.min(most, row[j] / root));
      }
      for (int i = k + 1; i < n; i++) {
        subtract(u[i], row[i], row, i);
      }
    }
    return u;
  }

  /** The inverse of U, from its last row up: {@code U_kk V_k = e_k - Σ U_kj V_j} over j above k. */
  static double[][] inverse(double[][] u) {
    int n = u.length;
    double[][] inverse = new double[n][n];
    for (int k = n - 1; k >= 0; k--) {
      double[] row = inverse[k];
      row[k] = 1;
      for (int j = k + 1; j < n; j++) {
        subtract(row, u[k][j], inverse[j], j);
      }
      double pivot = u[k][k];
      for (int j = k; j < n; j++) {
        row[j] /= pivot;
      }
    }
    return inverse;
  }

  /** {@code from -= factor other}, from a column on. */
  private static void subtract(double[] from, double factor, double[] other, int column) {
    for (int j = column; j < from.length; j++) {
      from[j] -= factor * other[j];
    }
  }

  /** All entries, row by row. */
  static float[] entries(double[][] rows) {
    int n = rows.length;
    float[] entries = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        entries[i * n + j] = (float) rows[i][j];
      }
    }
    return entries;
  }

  /** All entries of the transpose, row by row. */
  static float[] transposed(double[][] rows) {
    int n = rows.length;
    float[] entries = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        entries[j * n + i] = (float) rows[i][j];
      }
    }
    return entries;
  }
}
