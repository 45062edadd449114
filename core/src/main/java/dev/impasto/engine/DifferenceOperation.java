package dev.impasto.engine;

/** The squared distance of a response y from a target. */
public interface DifferenceOperation {
  /** Returns {@code Σ (y - target)²}. */
  double forward();

  /**
   * {@code dy += scale (y - target)}.
   *
   * @param dy the derivative with respect to y, added to
   */
  void backward(float scale, Tensor dy);
}
