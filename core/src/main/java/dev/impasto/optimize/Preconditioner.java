package dev.impasto.optimize;

import dev.impasto.storage.Floats;

/**
 * A symmetric, positive definite linear map P of vectors: which directions a {@link Preconditioned}
 * optimizer finds easier to go.
 */
@FunctionalInterface
public interface Preconditioner {
  /**
   * Applies the map.
   *
   * @param vector not modified
   * @param result receives {@code P vector}; another vector of the same length
   */
  void apply(Floats vector, Floats result);
}
