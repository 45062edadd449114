package dev.impasto.engine;

/**
 * The means of a response Y over cells: squares of its positions, from the first row and column on,
 * of which the last may be cut off by the border.
 */
public interface CellOperation {
  /** How many cells there are. */
  int cells();

  /**
   * Adds what a part of the response counts in the means.
   *
   * @param part of the response; its values are Y's from the first row and column on
   * @param means {@code cells x channels} values, row by row, added to
   */
  void forward(Area part, float[] means);

  /**
   * Adds their derivative.
   *
   * @param part of the response
   * @param slopes the derivative with respect to the means
   * @param dy that with respect to Y, added to
   */
  void backward(Area part, float[] slopes, Tensor dy);
}
