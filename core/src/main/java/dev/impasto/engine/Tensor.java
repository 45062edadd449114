package dev.impasto.engine;

/**
 * {@code height x width x channels} floats in an engine's memory, row by row, position by position
 * (NHWC with a batch of one).
 */
public interface Tensor {
  /** Rows. */
  int height();

  /** Columns. */
  int width();

  /** Values at each position. */
  int channels();

  /** The number of positions. */
  default long positions() {
    return (long) height() * width();
  }

  /** The number of values. */
  default long size() {
    return positions() * channels();
  }

  /** Copies {@code size()} values in. */
  void put(float[] values);

  /** Copies {@code size()} values out. */
  void get(float[] values);

  /** Copies the values of a tensor of the same shape and engine. */
  void copyFrom(Tensor source);

  /** Sets every value to zero. */
  void clear();

  /**
   * Moves this tensor, without its values, into the memory of another one of the same shape.
   * Operations that were bound to it as the input or output of a chain stay where they are; a
   * {@link GramOperation}, a {@link DisplacedGramOperation}, a {@link GuideOperation}, a {@link
   * ProjectionOperation}, a {@link CellOperation} and a {@link DifferenceOperation} follow.
   */
  void moveTo(Tensor memory);
}
