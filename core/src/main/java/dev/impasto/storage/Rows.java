package dev.impasto.storage;

/**
 * Some rows of a picture's values: those of its array, or else a copy of them. For one thread.
 *
 * @param values in which they lie
 * @param length values of a row
 * @param first the row that lies at the beginning of {@code values}
 * @param from the first row
 * @param to the row after the last
 */
public record Rows(float[] values, int length, int first, int from, int to) {
  /**
   * Rows with the values that they have.
   *
   * @param of the picture's, row by row
   * @param length values of a row
   */
  public static Rows of(Floats of, int length, int from, int to) {
    Rows rows = room(of, length, from, to);
    if (of.array().isEmpty()) {
      of.read((long) from * length, rows.values, 0, (to - from) * length);
    }
    return rows;
  }

  /** Rows that will be set: a copy has zeros. */
  public static Rows room(Floats of, int length, int from, int to) {
    return of.array()
        .map(array -> new Rows(array, length, 0, from, to))
        .orElseGet(() -> new Rows(new float[(to - from) * length], length, from, from, to));
  }

  /** Where a row begins in {@link #values()}. */
  public int at(int row) {
    return (row - first) * length;
  }

  /** Writes some of them back, where they are a copy. */
  public void into(Floats of, int start, int end) {
    if (of.array().isEmpty()) {
      of.write((long) start * length, values, at(start), (end - start) * length);
    }
  }

  /** Writes all of them back, where they are a copy. */
  public void into(Floats of) {
    into(of, from, to);
  }

  /**
   * How many rows to take at a time: as many as a thread's copies may have, and at least one.
   *
   * @param least how many there are at least where rows are short
   */
  public static int band(int length, int least) {
    return Math.max(1, Math.min(least, COPIED / length));
  }

  /** Values of a thread's copy. */
  private static final int COPIED = 1 << 18;
}
