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
   * Allocates memory of undefined content for so many 32-bit floats, to be divided among tensors.
   */
  Tensor room(long floats);

  /** A part of some room, from one float on. */
  Tensor room(Tensor room, long offset, long floats);

  /** The room of how many 32-bit floats a tensor takes: fewer where values are stored shorter. */
  long room(int height, int width, int channels);

  /**
   * A tensor in a part of some room, from that float on: what is written to one is in the other.
   */
  Tensor tensor(Tensor room, long offset, int height, int width, int channels);

  /** A tensor without memory: it must be moved into some before anything is done with it. */
  Tensor unplaced(int height, int width, int channels);

  /**
   * How many 32-bit floats a convolution of this form computes in, besides its input and output,
   * while it runs.
   */
  long scratch(Filters filters, Padding padding, int height, int width);

  /**
   * How many 32-bit floats of its own memory a convolution keeps for its derivative.
   *
   * @param channels its filters
   */
  long kept(int height, int width, int channels);

  /**
   * A 3x3 convolution with bias and ReLU.
   *
   * @param x {@code h x w x filters.inputs()}
   * @param y {@code h x w x filters.outputs()}
   * @param scratch room for at least {@link #scratch} floats; their values before and after the
   *     operation, forward or backward, have no meaning
   */
  ConvolutionOperation convolution(
      Filters filters, Padding padding, Tensor x, Tensor y, Tensor scratch);

  /** A convolution with scratch of its own. */
  default ConvolutionOperation convolution(Filters filters, Padding padding, Tensor x, Tensor y) {
    long size = scratch(filters, padding, y.height(), y.width());
    return convolution(filters, padding, x, y, room(size));
  }

  /**
   * 2x2 pooling.
   *
   * @param x {@code h x w x c}; where the pooling is of squares, its values must be there still
   *     when the derivative is computed
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
   * The products of a response at two positions, of which the second is displaced from the first.
   *
   * @param y {@code h x w x c}
   * @param rows how far down, 0 or more
   * @param columns how far to the right, or to the left where it is negative
   */
  DisplacedGramOperation gram(Tensor y, int rows, int columns);

  /**
   * The part of a response in a region.
   *
   * @param y {@code h x w x c}
   * @param weights of each of z's positions, 0 or more
   * @param top the row of y that is z's first
   * @param left the column of y that is z's first
   * @param z receives the part, {@code h' x w' x c}, which must lie in y
   */
  GuideOperation guide(Tensor y, float[] weights, int top, int left, Tensor z);

  /**
   * A response along directions.
   *
   * @param y {@code h x w x c}
   * @param directions {@code d x c} values; none for the channels' own axes
   */
  ProjectionOperation projection(Tensor y, float[] directions);

  /**
   * The means of a response over cells.
   *
   * @param y {@code h x w x c}; the response, or parts of it, one after another
   * @param height rows of the response
   * @param width columns of the response
   * @param side of a cell, in positions, at least 1
   */
  CellOperation cells(Tensor y, int height, int width, int side);

  /** Moves rectangles of responses to smaller tensors and back. */
  CropOperation crop();

  /**
   * The squared distance of a response from a target.
   *
   * @param y {@code h x w x c}
   * @param target of the same shape
   */
  DifferenceOperation difference(Tensor y, Tensor target);

  /**
   * Products of square matrices.
   *
   * @param n rows and columns of each, at least 1
   */
  SquareProduct squareProduct(int n);

  @Override
  void close();
}
