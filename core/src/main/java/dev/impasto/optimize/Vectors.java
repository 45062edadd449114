package dev.impasto.optimize;

/**
 * Sums over long float vectors.
 *
 * <p>Products of floats are exact in double, so a dot product loses nothing but the rounding of its
 * sums. Eight sums that do not wait for one another keep the processor busy; their order is fixed,
 * so that a run can be repeated bit for bit.
 */
final class Vectors {
  private Vectors() {}

  static double dot(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int whole = a.length & -8;
    for (int i = 0; i < whole; i += 8) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
      s4 += (double) a[i + 4] * b[i + 4];
      s5 += (double) a[i + 5] * b[i + 5];
      s6 += (double) a[i + 6] * b[i + 6];
      s7 += (double) a[i + 7] * b[i + 7];
    }
    for (int i = whole; i < a.length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Adds {@code factor * b} to {@code a}. */
  static void add(float[] a, double factor, float[] b) {
    float f = (float) factor;
    for (int i = 0; i < a.length; i++) {
      a[i] += f * b[i];
    }
  }

  static void scale(float[] a, double factor) {
    float f = (float) factor;
    for (int i = 0; i < a.length; i++) {
      a[i] *= f;
    }
  }

  /** The largest magnitude; NaN if any value is. */
  static double largest(float[] a) {
    float largest = 0;
    for (float v : a) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** The sum of all values; finite exactly if every value is, since floats cannot overflow it. */
  static double sum(float[] a) {
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    return sum;
  }
}
