package dev.impasto.engine;

/** 2x2 pooling, bound to its input x and output y. */
public interface PoolingOperation extends ChainOperation {
  /** Each y is what {@link Pooling} says of its window of x. */
  @Override
  void forward();

  /**
   * Hands each dy back to its window: shared evenly (average), to the largest value (max; the first
   * one where several are equal), or in proportion to the values (squares; x must be what it was).
   *
   * @param dy the derivative with respect to y
   * @param dx receives the derivative with respect to x; shares no memory with {@code dy} or x
   */
  @Override
  void backward(Tensor dy, Tensor dx);
}
