package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Parts;
import java.util.Arrays;

/**
 * Sums over long float vectors, by threads that share them.
 *
 * <p>Products of floats are exact in double, so {@link #dot} loses nothing but the rounding of its
 * sums. Several sums that do not wait for one another keep the processor busy; their order is
 * fixed, so that a run can be repeated bit for bit, wherever the vectors lie.
 *
 * @param parallel the threads
 */
record ParallelVectors(Parallel parallel) {
  /**
   * Sums of floats at once in {@link #addAndDot}: so many that a loop over them is worth its start.
   */
  private static final int LANES = 1024;

  /** Vectors that do not change; more can be named. */
  Parts reading(Floats... vectors) {
    return new Parts(parallel).reading(vectors);
  }

  /** Vectors that change; more can be named. */
  Parts changing(Floats... vectors) {
    return new Parts(parallel).changing(vectors);
  }

  /** A vector as long as another one, where that lies; all 0. */
  static Floats like(Floats other) {
    return other.storage().floats(other.length());
  }

  /** Copies the values of one vector to another. */
  void copy(Floats from, Floats to) {
    reading(from)
        .setting(to)
        .each((v, start, end) -> System.arraycopy(v[0], start, v[1], start, end - start));
  }

  /** A vector with the values of another one, where that lies. */
  Floats copyOf(Floats other) {
    Floats copy = like(other);
    copy(other, copy);
    return copy;
  }

  /** Sets all values of a vector to 0. */
  void clear(Floats vector) {
    new Parts(parallel).setting(vector).each((v, from, to) -> Arrays.fill(v[0], from, to, 0));
  }

  double dot(Floats a, Floats b) {
    return reading(a, b).sums(1, (v, from, to, sums) -> sums[0] = dot(v[0], v[1], from, to))[0];
  }

  private static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int whole = from + ((to - from) & -8);
    for (int i = from; i < whole; i += 8) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
      s4 += (double) a[i + 4] * b[i + 4];
      s5 += (double) a[i + 5] * b[i + 5];
      s6 += (double) a[i + 6] * b[i + 6];
      s7 += (double) a[i + 7] * b[i + 7];
    }
    for (int i = whole; i < to; i++) {
      s0 += (double) a[i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** The product of a range of one vector with as long a range of another. */
  static double dot(float[] a, int fromA, float[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 += (double) a[fromA + i] * b[fromB + i];
      s1 += (double) a[fromA + i + 1] * b[fromB + i + 1];
      s2 += (double) a[fromA + i + 2] * b[fromB + i + 2];
      s3 += (double) a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) a[fromA + i] * b[fromB + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Adds {@code factor * b} to {@code a}. */
  void add(Floats a, double factor, Floats b) {
    changing(a).reading(b).each((v, from, to) -> add(v[0], factor, v[1], from, to));
  }

  /**
   * Adds {@code factor * b} to {@code a}; returns its dot product with {@code c} then, summed in
   * 1024 floats for each part before it is summed in double. Java's compiler makes vector
   * instructions of such sums, which are faster than sums in double.
   */
  double addAndDot(Floats a, double factor, Floats b, Floats c) {
    return changing(a)
        .reading(b, c)
        .sums(
            1,
            (v, from, to, sums) -> {
              add(v[0], factor, v[1], from, to);
              sums[0] = dotInLanes(v[0], v[2], from, to);
            })[0];
  }

  private static double dotInLanes(float[] a, float[] b, int from, int to) {
    float[] lanes = new float[LANES];
    int at = from;
    for (; at + 4 * LANES <= to; at += 4 * LANES) {
      addProducts(a, b, at, lanes);
    }
    double sum = dot(a, b, at, to);
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  /** Four products to each lane. */
  private static void addProducts(float[] a, float[] b, int at, float[] lanes) {
    for (int i = 0; i < LANES; i++) {
      int j = at + i;
      int k = j + LANES;
      int l = k + LANES;
      int m = l + LANES;
      lanes[i] += (a[j] * b[j] + a[k] * b[k]) + (a[l] * b[l] + a[m] * b[m]);
    }
  }

  private static void add(float[] a, double factor, float[] b, int from, int to) {
    float f = (float) factor;
    for (int i = from; i < to; i++) {
      a[i] += f * b[i];
    }
  }

  /** The largest magnitude; NaN if any value is. */
  double largest(Floats a) {
    float[] largest = {0};
    new Parts(Parallel.ALONE)
        .reading(a)
        .each((v, from, to) -> largest[0] = Math.max(largest[0], (float) largest(v[0], from, to)));
    return largest[0];
  }

  /** The largest magnitude of a range; NaN if any value is. */
  static double largest(float[] a, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    return largest;
  }

  /** The sum of all values; finite exactly if every value is, since floats cannot overflow it. */
  double sum(Floats a) {
    return reading(a)
        .sums(
            1,
            (v, from, to, sums) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                sum += v[0][i];
              }
              sums[0] = sum;
            })[0];
  }
}
