package dev.impasto.engine;

/**
 * The products of a response Y's vectors of channels at two positions, of which the second is
 * displaced from the first by the same rows and columns. Only pairs whose positions both lie in the
 * response count.
 */
public interface DisplacedGramOperation {
  /** The number of pairs of positions; 0 where the response is smaller than the displacement. */
  long pairs();

  /**
   * {@code G = Σ y_pᵀ y_{p+d}}, d being the displacement, not divided by anything.
   *
   * @param gram receives {@code channels x channels} values; zeros where there are no pairs
   */
  void forward(float[] gram);

  /**
   * {@code dy_p += y_{p+d} Kᵀ + y_{p-d} K}, where there are such positions: the derivative of any
   * function of G whose derivative with respect to G is K.
   *
   * @param k a {@code channels x channels} matrix
   * @param dy the derivative with respect to Y, added to
   */
  void backward(float[] k, Tensor dy);
}
