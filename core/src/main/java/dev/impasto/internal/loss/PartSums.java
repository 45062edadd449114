package dev.impasto.internal.loss;

import java.util.Arrays;

/** Sums over parts, in double precision; those of a single part as they are. */
final class PartSums {
  private final float[] sums;
  private final float[] part;
  private final double[] whole;

  /**
   * Sums up.
   *
   * @param sums receives the sums
   * @param cut whether there are several parts
   */
  PartSums(float[] sums, boolean cut) {
    this.sums = sums;
    this.part = cut ? new float[sums.length] : sums;
    this.whole = new double[cut ? sums.length : 0];
  }

  /** Begins: nothing has been added. */
  void begin() {
    Arrays.fill(whole, 0);
    if (whole.length > 0) {
      Arrays.fill(sums, 0);
    }
  }

  /** Receives those of a part. */
  float[] part() {
    return part;
  }

  /** Adds those of a part. */
  void add() {
    for (int i = 0; i < whole.length; i++) {
      whole[i] += part[i];
      sums[i] = (float) whole[i];
    }
  }
}
