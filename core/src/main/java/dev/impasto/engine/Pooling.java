package dev.impasto.engine;

/** How a 2x2 window, taken every two positions, becomes one value. */
public enum Pooling {
  /** The mean of the window, as the paper recommends for smoother results. */
  AVERAGE,
  /** The largest value of the window, as VGG was trained. */
  MAX
}
