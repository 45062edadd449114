package dev.impasto.engine;

/** A link of a chain: computes its output y from its input x, and x's derivative from y's. */
public interface ChainOperation {
  /** Computes y from x. */
  void forward();

  /** Computes the y of the last {@link #forward()} once more, from the same x. */
  default void again() {
    forward();
  }

  /**
   * Computes the derivative with respect to x from that with respect to y, for the x and y of the
   * last {@link #forward()}.
   *
   * @param dy the derivative with respect to y; may be overwritten
   * @param dx receives the derivative with respect to x; shares no memory with {@code dy}
   */
  void backward(Tensor dy, Tensor dx);
}
