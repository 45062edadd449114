package dev.impasto.engine;

/** How pooling treats a last row or column that has no partner. */
public enum Rounding {
  /** It is dropped, as PyTorch does. */
  FLOOR,
  /** It is pooled alone, as Caffe does, so that every position counts. */
  CEILING;

  /** The number of windows over {@code size} positions. */
  public int pooled(int size) {
    return this == FLOOR ? size / 2 : (size + 1) / 2;
  }
}
