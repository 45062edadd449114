package dev.impasto.engine;

/** A 3x3 convolution with bias and ReLU, bound to its input x and output y. */
public interface ConvolutionOperation extends ChainOperation {
  /** {@code y = max(0, W * x + b)}. */
  @Override
  void forward();

  /**
   * {@code dx = Wᵀ * (dy where y > 0, else 0)}.
   *
   * @param dy the derivative with respect to y; is overwritten
   * @param dx receives the derivative with respect to x; shares no memory with {@code dy}
   */
  @Override
  void backward(Tensor dy, Tensor dx);
}
