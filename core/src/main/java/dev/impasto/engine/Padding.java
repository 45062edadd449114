package dev.impasto.engine;

/** The values that a convolution reads beyond the border. */
public enum Padding {
  /** Zeros, as VGG was trained. */
  ZERO,
  /** The nearest value inside; spares the first layer an artificial edge around the picture. */
  REPLICATE,
  /** The mirror image, without the border itself; of a single row or column, that. */
  REFLECT
}
