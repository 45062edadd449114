package dev.impasto.engine;

/**
 * The means of a response Y over cells: squares of its positions, from the first row and column on,
 * of which the last may be cut off by the border.
 */
public interface CellOperation {
  /** How many cells there are. */
  int cells();

  /**
   * Takes the means.
   *
   * @param means receives {@code cells x channels} values, row by row
   */
  void forward(float[] means);

  /**
   * Adds their derivative.
   *
   * @param slopes the derivative with respect to the means
   * @param dy that with respect to Y, added to
   */
  void backward(float[] slopes, Tensor dy);
}
