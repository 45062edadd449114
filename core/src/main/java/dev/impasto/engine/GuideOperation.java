package dev.impasto.engine;

/**
 * The part of a response Y that lies in a region: each position's vector of channels times the root
 * of its weight w, as Z. Products of Z with itself are those of Y, each weighted by the root of the
 * product of its two positions' weights.
 */
public interface GuideOperation {
  /**
   * Sets other weights.
   *
   * @param weights of each of Z's positions, 0 or more
   * @param balance what s and its derivative are multiplied by
   */
  void weigh(float[] weights, float balance);

  /**
   * {@code z_p = √w_p y_p} and {@code s = Σ w_p y_p}.
   *
   * @param sums receives {@code channels} values; empty if they are not asked for
   */
  void forward(float[] sums);

  /**
   * {@code dy_p += √w_p dz_p + w_p b}.
   *
   * @param dz the derivative with respect to Z
   * @param b that with respect to s; empty for zeros
   * @param dy the derivative with respect to Y, added to
   */
  void backward(Tensor dz, float[] b, Tensor dy);
}
