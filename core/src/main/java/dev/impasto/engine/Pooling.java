package dev.impasto.engine;

import java.util.Locale;

/** How a 2x2 window, taken every two positions, becomes one value. */
public enum Pooling {
  /** The mean of the window, as the paper recommends for smoother results. */
  AVERAGE(1),
  /** The largest value of the window, as VGG was trained. */
  MAX(1),
  /** The root of the mean of the window's squares. */
  L2(1),
  /**
   * Twice the mean: about as large as the maximum is, which the layers behind were trained with.
   */
  RESCALED_AVERAGE(2),
  /** 0.78 times the root of the sum of the window's squares, about as large as the maximum is. */
  RESCALED_L2(1.56);

  private final double factor;

  Pooling(double factor) {
    this.factor = factor;
  }

  /** What the window's mean, largest value or root is multiplied by. */
  public double factor() {
    return factor;
  }

  /** Whether it is of the squares; the derivative then depends on the window's values. */
  public boolean isOfSquares() {
    return this == L2 || this == RESCALED_L2;
  }

  /** The name used on the command line, such as {@code rescaled-average}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
