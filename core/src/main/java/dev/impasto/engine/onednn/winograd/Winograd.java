package dev.impasto.engine.onednn.winograd;

/**
 * The transforms of Winograd's minimal filtering F(4x4, 3x3): four outputs in a row of a filter
 * with three taps take 6 products instead of 12, in two dimensions 36 instead of 144 (Lavin and
 * Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016).
 *
 * <p>The polynomials behind it are evaluated at the points 0, a, -a, b, -b and infinity. The usual
 * choice, a = 1 and b = 2, has 2.3 times the rounding error of this one, over 256 channels.
 */
final class Winograd {
  private static final float A = 5 / 8f;
  private static final float B = 3 / 2f;
  private static final float A2 = A * A;
  private static final float B2 = B * B;

  /** Outputs in a row of a tile. */
  static final int OUT = 4;

  /** Inputs, and products, in a row of a tile. */
  static final int IN = 6;

  /** Products of a tile. */
  static final int PRODUCTS = IN * IN;

  /** A filter's weights. */
  static final int TAPS = 9;

  private Winograd() {}

  /**
   * Bᵀ, which transforms a row or a column of a tile, row by row.
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
   * The Kronecker product of Aᵀ with itself, which turns a tile's 36 products into its 16 outputs,
   * row by row.
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
   * The Kronecker product of G with itself, which turns a filter's nine taps into its 36 factors,
   * row by row.
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
