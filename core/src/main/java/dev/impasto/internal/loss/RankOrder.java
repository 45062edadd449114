package dev.impasto.internal.loss;

import java.util.Arrays;

/**
 * The order of floats by size, found digit by digit (radix sort); of equal ones the first comes
 * first. Keeps its memory from one list to the next; for one thread at a time.
 */
final class RankOrder {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;
  private static final int PASSES = 3;

  /** What it takes for each number. */
  static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

  /** Each number's key, above, and its place, below. */
  private final long[] keyed;

  private final long[] other;
  private final int[] places;
  private final int[][] counts = new int[PASSES][DIGITS];

  /** For lists of so many. */
  RankOrder(int count) {
    this.keyed = new long[count];
    this.other = new long[count];
    this.places = new int[count];
  }

  /**
   * The places of a list's numbers, counted from its first, the smallest number's place at the
   * front. The array is this object's own, and the next list changes it.
   *
   * @param first where the list begins
   */
  int[] of(float[] numbers, int first) {
    for (int[] ofPass : counts) {
      Arrays.fill(ofPass, 0);
    }
    for (int i = 0; i < keyed.length; i++) {
      int bits = Float.floatToRawIntBits(numbers[first + i]);
      int key = bits ^ ((bits >> 31) | 0x80000000); // as whole numbers without a sign
      keyed[i] = (long) key << 32 | i;
      for (int pass = 0; pass < PASSES; pass++) {
        counts[pass][digit(key, pass)]++;
      }
    }
    long[] from = keyed;
    long[] to = other;
    for (int pass = 0; pass < PASSES; pass++) {
      int[] next = starts(counts[pass]);
      for (long number : from) {
        to[next[digit((int) (number >>> 32), pass)]++] = number;
      }
      long[] before = from;
      from = to;
      to = before;
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) from[i];
    }
    return places;
  }

  private static int digit(int key, int pass) {
    return (key >>> (pass * BITS)) & (DIGITS - 1);
  }

  /** Where the numbers with each digit begin, in place of how many there are. */
  private static int[] starts(int[] counts) {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      int count = counts[i];
      counts[i] = sum;
      sum += count;
    }
    return counts;
  }
}
