package dev.impasto.engine;

/**
 * The Gram matrix of a response Y, seen as {@code positions x channels} (the paper's F transposed),
 * and each channel's sum.
 */
public interface GramOperation {
  /**
   * {@code G = Yᵀ Y} (Eq 3) and {@code s = Yᵀ 1}, not divided by anything.
   *
   * @param gram receives {@code channels x channels} values
   * @param sums receives {@code channels} values; empty if they are not asked for
   */
  void forward(float[] gram, float[] sums);

  /**
   * {@code dy += Y K + 1 bᵀ}: the derivative of any function of G and s whose derivatives with
   * respect to them are {@code K / 2} and b.
   *
   * @param k a symmetric {@code channels x channels} matrix
   * @param b {@code channels} values; empty for zeros
   * @param dy the derivative with respect to Y, added to
   */
  void backward(float[] k, float[] b, Tensor dy);
}
