package dev.impasto.engine;

/** What a convolution sees beyond the border. */
public enum Padding {
  /** Zeros, as VGG was trained. */
  ZERO,
  /** The nearest value inside; spares the first layer an artificial edge around the picture. */
  REPLICATE
}
