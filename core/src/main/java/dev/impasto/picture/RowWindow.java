package dev.impasto.picture;

import java.util.Arrays;

/** The rows that were computed last: who goes down a picture needs those near by several times. */
final class RowWindow {
  /** Computes a row. */
  @FunctionalInterface
  interface Rows {
    void put(int y, float[] into);
  }

  private final Rows source;
  private final float[][] rows;
  private final int[] held;

  /**
   * A window in which no row is yet.
   *
   * @param count how many rows it keeps; a row that is asked for when it is not among them is
   *     computed again
   * @param length the number of values of a row
   */
  RowWindow(int count, int length, Rows source) {
    this.source = source;
    rows = new float[count][length];
    held = new int[count];
    Arrays.fill(held, -1);
  }

  /** A row, until another one takes its place. */
  float[] row(int y) {
    int place = y % rows.length;
    if (held[place] != y) {
      held[place] = y;
      source.put(y, rows[place]);
    }
    return rows[place];
  }
}
