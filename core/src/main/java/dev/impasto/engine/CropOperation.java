package dev.impasto.engine;

/**
 * Moves rectangles of a response Y, or of its derivative, to a smaller tensor Z and back. A
 * rectangle lies at Z's first row and column.
 */
public interface CropOperation {
  /** {@code z = y} in the rectangle, and 0 beyond it. */
  void cut(Tensor y, Area area, Tensor z);

  /** {@code y = z} in the rectangle; nothing else of y changes. */
  void paste(Tensor z, Area area, Tensor y);
}
