package dev.impasto.engine;

/**
 * A response Y, seen as {@code positions x channels}, along directions v in the space of its
 * channels: the lines of {@code P = V Yᵀ}.
 */
public interface ProjectionOperation {
  /** How many directions there are. */
  int directions();

  /**
   * {@code P = V Yᵀ}.
   *
   * @param p receives {@code directions x positions} values
   */
  void forward(float[] p);

  /**
   * {@code dY += dPᵀ V}.
   *
   * @param dp the derivative with respect to P
   * @param dy that with respect to Y, added to
   */
  void backward(float[] dp, Tensor dy);
}
