package dev.impasto.engine;

/** Products of square matrices of one size n, row by row, in 32-bit floats. */
public interface SquareProduct {
  /**
   * {@code product = a b}.
   *
   * @param product receives {@code n x n} values; may be one of the factors
   */
  void multiply(float[] a, float[] b, float[] product);

  /**
   * {@code product = aᵀ b}.
   *
   * @param product receives {@code n x n} values; may be one of the factors
   */
  void multiplyTransposed(float[] a, float[] b, float[] product);
}
