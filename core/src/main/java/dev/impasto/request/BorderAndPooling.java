package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;

/**
 * How the network treats a picture's border and pools.
 *
 * @param pooling average (the paper's choice), max, or another
 * @param seamless whether odd rows and columns count and conv1_1 sees the border repeated, so that
 *     they leave no trace; otherwise zeros lie outside and odd rows are dropped, as in the
 *     literature
 * @param margin how many pixels of mirror image around the picture are made with it and cut off at
 *     the end, 0 to 64: what the zeros beyond deeper responses do to a picture does not reach
 *     further in
 * @param padding what convolutions read beyond the border
 */
public record BorderAndPooling(
    Pooling pooling, boolean seamless, int margin, BorderPadding padding) {
  /** As large as a position of the fifth block. */
  private static final int USUAL_MARGIN = 16;

  /** Checks the margin. */
  public BorderAndPooling {
    require(margin >= 0 && margin <= 64, "the margin must be 0 to 64 pixels, not %d", margin);
  }

  /** Borders that leave no trace, with the usual margin. */
  public static BorderAndPooling seamless(Pooling pooling) {
    return new BorderAndPooling(pooling, true, USUAL_MARGIN, BorderPadding.USUAL);
  }

  /** As the literature computes it. */
  public static BorderAndPooling plain(Pooling pooling) {
    return new BorderAndPooling(pooling, false, 0, BorderPadding.USUAL);
  }

  /** The same with another {@link #pooling()}. */
  public BorderAndPooling withPooling(Pooling value) {
    return new BorderAndPooling(value, seamless, margin, padding);
  }

  /** The same pooling and padding, {@link #seamless} or {@link #plain}. */
  public BorderAndPooling withSeamless(boolean value) {
    return (value ? seamless(pooling) : plain(pooling)).withPadding(padding);
  }

  /** The same with another {@link #padding()}. */
  public BorderAndPooling withPadding(BorderPadding value) {
    return new BorderAndPooling(pooling, seamless, margin, value);
  }
}
