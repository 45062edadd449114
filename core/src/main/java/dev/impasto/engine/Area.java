package dev.impasto.engine;

/**
 * A rectangle of a response's positions.
 *
 * @param top its first row
 * @param left its first column
 * @param height rows
 * @param width columns
 */
public record Area(int top, int left, int height, int width) {
  /** The same rectangle seen from a position. */
  public Area from(int row, int column) {
    return new Area(top - row, left - column, height, width);
  }
}
