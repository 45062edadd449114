package dev.impasto.engine;

/**
 * The memory and the operations of one chain at one picture size.
 *
 * <p>Everything is allocated when it is asked for; running the operations allocates nothing.
 * Closing the workspace frees all of it.
 */
public interface Workspace extends AutoCloseable {
  /** Allocates a tensor of undefined content. */
  Tensor tensor(int height, int width, int channels);

  /**
   * A 3x3 convolution with bias and ReLU.
   *
   * @param x {@code h x w x filters.inputs()}
   * @param y {@code h x w x filters.outputs()}
   */
  ConvolutionOperation convolution(Filters filters, Padding padding, Tensor x, Tensor y);

  /**
   * 2x2 pooling.
   *
   * @param x {@code h x w x c}
   * @param y {@code rounding.pooled(h) x rounding.pooled(w) x c}
   */
  PoolingOperation pooling(Pooling pooling, Rounding rounding, Tensor x, Tensor y);

  /**
   * The Gram matrix of a response.
   *
   * @param y {@code h x w x c}
   */
  GramOperation gram(Tensor y);

  /**
   * The squared distance of a response from a target.
   *
   * @param y {@code h x w x c}
   * @param target of the same shape
   */
  DifferenceOperation difference(Tensor y, Tensor target);

  @Override
  void close();
}
