package dev.impasto.engine;

/**
 * The Gram matrix of a response Y, seen as {@code positions x channels} (the paper's F transposed).
 */
public interface GramOperation {
  /**
   * {@code G = Yᵀ Y} (Eq 3), not divided by anything.
   *
   * @param gram receives {@code channels x channels} values
   */
  void forward(float[] gram);

  /**
   * {@code dy += Y K}: the derivative of any function of G whose derivative with respect to G is
   * {@code K / 2}.
   *
   * @param k a symmetric {@code channels x channels} matrix
   * @param dy the derivative with respect to Y, added to
   */
  void backward(float[] k, Tensor dy);
}
