package dev.impasto.engine.onednn;

/**
 * The transforms of Winograd's minimal filtering F(4x4, 3x3): four outputs in a row of a filter
 * with three taps take 6 products instead of 12, in two dimensions 36 instead of 144 (Lavin and
 * Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016).
 *
 * <p>The polynomials behind it are evaluated at the points 0, a, -a, b, -b and infinity. The usual
 * choice, a = 1 and b = 2, has 2.3 times the rounding error of this one, over 256 channels.
 *
 * <p>Every loop here reads and writes whole arrays at one and the same index, makes at most two of
 * them, and multiplies before it adds: in this form Java's compiler uses the processor's vector
 * instructions, in others it does not, at a fifth of the speed.
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

  private Winograd() {}

  /** {@code d[0..5] = Bᵀ s[0..5]}, the first {@code n} values of each. */
  static void input(float[][] s, float[][] d, int n) {
    ends(s[0], s[2], s[4], d[0], n);
    pair(A, B2, s[1], s[2], s[3], s[4], d[1], d[2], n);
    pair(B, A2, s[1], s[2], s[3], s[4], d[3], d[4], n);
    ends(s[1], s[3], s[5], d[5], n);
  }

  private static void ends(float[] a, float[] b, float[] c, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = A2 * B2 * a[i] - (A2 + B2) * b[i] + c[i];
    }
  }

  /** The rows of the points p and -p; {@code other} is the square of the other two points. */
  private static void pair(
      float p,
      float other,
      float[] s1,
      float[] s2,
      float[] s3,
      float[] s4,
      float[] plus,
      float[] minus,
      int n) {
    for (int i = 0; i < n; i++) {
      float odd = p * (s3[i] - other * s1[i]);
      float even = s4[i] - other * s2[i];
      plus[i] = even + odd;
      minus[i] = even - odd;
    }
  }

  /** {@code d[0..3] = Aᵀ s[0..5]}, the first {@code n} values of each. */
  static void output(float[][] s, float[][] d, int n) {
    evenSum(s[0], s[1], s[2], s[3], s[4], d[0], n);
    odd(s[1], s[2], s[3], s[4], d[1], n);
    even(s[1], s[2], s[3], s[4], d[2], n);
    oddSum(s[1], s[2], s[3], s[4], s[5], d[3], n);
  }

  private static void evenSum(
      float[] s0, float[] s1, float[] s2, float[] s3, float[] s4, float[] d0, int n) {
    for (int i = 0; i < n; i++) {
      d0[i] = s0[i] + (s1[i] + s2[i]) + (s3[i] + s4[i]);
    }
  }

  private static void odd(float[] s1, float[] s2, float[] s3, float[] s4, float[] d1, int n) {
    for (int i = 0; i < n; i++) {
      d1[i] = A * s1[i] - A * s2[i] + B * s3[i] - B * s4[i];
    }
  }

  private static void even(float[] s1, float[] s2, float[] s3, float[] s4, float[] d2, int n) {
    for (int i = 0; i < n; i++) {
      d2[i] = A2 * s1[i] + A2 * s2[i] + B2 * s3[i] + B2 * s4[i];
    }
  }

  private static void oddSum(
      float[] s1, float[] s2, float[] s3, float[] s4, float[] s5, float[] d3, int n) {
    for (int i = 0; i < n; i++) {
      d3[i] = A * A2 * (s1[i] - s2[i]) + B * B2 * (s3[i] - s4[i]) + s5[i];
    }
  }

  /** {@code y = max(0, y + bias)}, the first {@code n} values. */
  static void biasAndRelu(float[] y, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(0f, y[i] + bias[i]);
    }
  }

  /**
   * {@code u[i][j] = (G w Gᵀ)[i][j]} of as many 3x3 filters as there are values in each array.
   *
   * @param w the filters' nine taps, row by row
   * @param half holds {@code G w}
   * @param u receives 36 arrays, row by row
   */
  static void filter(float[][] w, float[][][] half, float[][][] u, int n) {
    for (int k = 0; k < 3; k++) {
      taps(w[k], w[3 + k], w[6 + k], half[k], n);
    }
    for (int i = 0; i < IN; i++) {
      taps(half[0][i], half[1][i], half[2][i], u[i], n);
    }
  }

  /** {@code u[0..5] = G (a, b, c)}. */
  private static void taps(float[] a, float[] b, float[] c, float[][] u, int n) {
    scaled(a, 1 / (A2 * B2), u[0], n);
    sums(a, b, c, A, 1 / (2 * A2 * (A2 - B2)), u[1], u[2], n);
    sums(a, b, c, B, 1 / (2 * B2 * (B2 - A2)), u[3], u[4], n);
    scaled(c, 1, u[5], n);
  }

  private static void scaled(float[] a, float factor, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = factor * a[i];
    }
  }

  /** {@code factor (a + p b + p² c)} and the same at -p. */
  private static void sums(
      float[] a, float[] b, float[] c, float p, float factor, float[] plus, float[] minus, int n) {
    float kb = factor * p;
    float kc = factor * p * p;
    for (int i = 0; i < n; i++) {
      float even = factor * a[i] + kc * c[i];
      float odd = kb * b[i];
      plus[i] = even + odd;
      minus[i] = even - odd;
    }
  }
}
