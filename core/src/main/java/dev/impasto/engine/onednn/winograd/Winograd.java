package dev.impasto.engine.onednn.winograd;

/**
 * The matrices A, B and G of F(4x4, 3x3).
 *
 * <p>The polynomials behind them are evaluated at the points 0, a, -a, b, -b and infinity. These a
 * and b round less than the usual choice, a = 1 and b = 2.
 */
final class Winograd {
  private static final float A = 5 / 8f;
  private static final float B = 3 / 2f;
  private static final float A2 = A * A;
  private static final float B2 = B * B;

  /** The number of outputs in a row of a tile. */
  static final int OUT = 4;

  /** The number of inputs, and of products, in a row of a tile. */
  static final int IN = 6;

  /** The number of products of a tile. */
  static final int PRODUCTS = IN * IN;

  /** The number of weights of a filter. */
  static final int TAPS = 9;

  private Winograd() {}

  /**
   * Returns Bᵀ, which transforms a row or a column of a tile, row by row.
   *
   * @param turned whether the tile is read from its last value to its first
   */
  static float[] input(boolean turned) {
    float[][] rows = {
      {A2 * B2, 0, -(A2 + B2), 0, 1, 0},
      {0, -A * B2, -B2, A, 1, 0},
      {0, A * B2, -B2, -A, 1, 0},
      {0, -B * A2, -A2, B, 1, 0},
      {0, B * A2, -A2, -B, 1, 0},
      {0, A2 * B2, 0, -(A2 + B2), 0, 1}
    };
    float[] matrix = new float[IN * IN];
    for (int i = 0; i < IN; i++) {
      for (int j = 0; j < IN; j++) {
        matrix[i * IN + j] = rows[i][turned ? IN - 1 - j : j];
      }
    }
    return matrix;
  }

  /**
   * Returns the Kronecker product of Aᵀ with itself, row by row. It transforms the 36 products of a
   * tile into 16 outputs.
   *
   * @param turned whether the tile is written from its last value to its first
   */
  static float[] output(boolean turned) {
    float[][] rows = {
      {1, 1, 1, 1, 1, 0},
      {0, A, -A, B, -B, 0},
      {0, A2, A2, B2, B2, 0},
      {0, A * A2, -A * A2, B * B2, -B * B2, 1}
    };
    float[] matrix = new float[OUT * OUT * PRODUCTS];
    for (int i = 0; i < OUT * OUT; i++) {
      int at = turned ? OUT * OUT - 1 - i : i;
      for (int k = 0; k < PRODUCTS; k++) {
        matrix[i * PRODUCTS + k] = rows[at / OUT][k / IN] * rows[at % OUT][k % IN];
      }
    }
    return matrix;
  }

  /**
   * Returns the Kronecker product of G with itself, row by row. It transforms the nine taps of a
   * filter into 36 factors.
   */
  static float[] filter() {
    double a = 1.0 / (2 * A2 * (A2 - B2));
    double b = 1.0 / (2 * B2 * (B2 - A2));
    double[][] rows = {
      {1.0 / (A2 * B2), 0, 0},
      {a, a * A, a * A2},
      {a, -a * A, a * A2},
      {b, b * B, b * B2},
      {b, -b * B, b * B2},
      {0, 0, 1}
    };
    float[] matrix = new float[PRODUCTS * TAPS];
    for (int i = 0; i < PRODUCTS; i++) {
      for (int k = 0; k < TAPS; k++) {
        matrix[i * TAPS + k] = (float) (rows[i / IN][k / 3] * rows[i % IN][k % 3]);
      }
    }
    return matrix;
  }
}
