package dev.impasto.loss;

/**
 * From a position of a response to another one.
 *
 * @param rows how far down, 0 or more
 * @param columns how far to the right; 1 or more where {@code rows} is 0
 */
record Displacement(int rows, int columns) {
  /** How many positions further on, in a response whose rows have so many. */
  int positions(int width) {
    return Math.max(1, rows * width + columns);
  }
}
