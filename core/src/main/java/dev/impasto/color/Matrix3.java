package dev.impasto.color;

/** Products, roots and inverses of 3x3 matrices. */
final class Matrix3 {
  private static final int SIDE = 3;

  /** Newton's steps to a root: the number of right digits doubles with each of the last ones. */
  private static final int STEPS = 40;

  private Matrix3() {}

  static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[SIDE][SIDE];
    for (int k = 0; k < SIDE; k++) {
      for (int l = 0; l < SIDE; l++) {
        for (int i = 0; i < SIDE; i++) {
          product[k][l] += a[k][i] * b[i][l];
        }
      }
    }
    return product;
  }

  /** The symmetric root of a symmetric matrix, positive definite (Denman and Beavers). */
  static double[][] root(double[][] matrix) {
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
    double[][] middle = new double[SIDE][SIDE];
    for (int k = 0; k < SIDE; k++) {
      for (int l = 0; l < SIDE; l++) {
        middle[k][l] = (a[k][l] + b[k][l]) / 2;
      }
    }
    return middle;
  }

  /** The lower triangular L with {@code L Lᵀ} the given matrix, positive definite. */
  static double[][] cholesky(double[][] matrix) {
    double[][] lower = new double[SIDE][SIDE];
    for (int k = 0; k < SIDE; k++) {
      for (int l = 0; l <= k; l++) {
        double rest = matrix[k][l];
        for (int i = 0; i < l; i++) {
          rest -= lower[k][i] * lower[l][i];
        }
        lower[k][l] = k == l ? Math.sqrt(rest) : rest / lower[l][l];
      }
    }
    return lower;
  }

  /** By cofactors, whose indices go round. */
  static double[][] inverse(double[][] m) {
    double[][] inverse = new double[SIDE][SIDE];
    for (int k = 0; k < SIDE; k++) {
      for (int l = 0; l < SIDE; l++) {
        int a = (l + 1) % SIDE;
        int b = (l + 2) % SIDE;
        int c = (k + 1) % SIDE;
        int d = (k + 2) % SIDE;
        inverse[k][l] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant = 0;
    for (int k = 0; k < SIDE; k++) {
      determinant += m[0][k] * inverse[k][0];
    }
    for (double[] row : inverse) {
      for (int l = 0; l < SIDE; l++) {
        row[l] /= determinant;
      }
    }
    return inverse;
  }
}
