package dev.impasto.engine;

/**
 * The products of a response Y, seen as {@code positions x channels} row by row, with itself some
 * positions further on. Positions beyond the end of a row are the first ones of a row below.
 */
public interface ShiftedGramOperation {
  /** The number of pairs of positions: all positions but the last ones. */
  long pairs();

  /**
   * {@code G = Σ y_pᵀ y_{p+s}}, s being the shift, not divided by anything.
   *
   * @param gram receives {@code channels x channels} values; zeros where there are no pairs
   */
  void forward(float[] gram);

  /**
   * {@code dy_p += y_{p+s} Kᵀ + y_{p-s} K}, where there are such positions: the derivative of any
   * function of G whose derivative with respect to G is K.
   *
   * @param k a {@code channels x channels} matrix
   * @param dy the derivative with respect to Y, added to
   */
  void backward(float[] k, Tensor dy);
}
