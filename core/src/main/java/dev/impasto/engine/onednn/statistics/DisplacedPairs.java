package dev.impasto.engine.onednn.statistics;

/**
 * The pairs of positions in a response, of which the second is displaced from the first.
 *
 * @param height rows of the response
 * @param width columns of the response
 * @param rows how far below the first position the second one lies, 0 or more
 * @param columns how far to the right of it, or to the left where it is negative
 */
record DisplacedPairs(int height, int width, int rows, int columns) {
  /** The number of rows with first positions: the upper ones. */
  int pairedRows() {
    return Math.max(0, height - rows);
  }

  /** The number of first positions in each of these rows: they are neighbors. */
  int perRow() {
    return Math.max(0, width - gap());
  }

  /**
   * The number of positions between the last first position of a row and the first one of the row
   * below, where rows follow one another.
   */
  int gap() {
    return Math.abs(columns);
  }

  long count() {
    return (long) pairedRows() * perRow();
  }

  /** The column of a row's first pair's first position. */
  int firstColumn() {
    return Math.max(0, -columns);
  }

  /** The column of a row's first pair's second position. */
  int secondColumn() {
    return Math.max(0, columns);
  }

  /** How many positions further on the second one is, where rows follow one another. */
  int distance() {
    return rows * width + columns;
  }
}
