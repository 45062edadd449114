package dev.impasto.picture;

import static dev.impasto.InvalidInputException.require;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture in memory: sRGB-encoded red, green and blue, and perhaps alpha.
 *
 * <p>A picture does not copy the arrays it is made of: who makes it hands them over.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final float[] rgb;
  private final float @Nullable [] alpha;

  /** An opaque picture; see {@link #Picture(int, int, float[], float[])}. */
  public Picture(int width, int height, float[] rgb) {
    this(width, height, rgb, null);
  }

  /**
   * Makes a picture of values.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param rgb {@code height x width x 3} values, row by row, pixel by pixel, red first; 0 is black
   *     and 1 is full intensity (values outside 0..1 are clamped when the picture is written)
   * @param alpha {@code height x width} values, 0 transparent to 1 opaque, or null where every
   *     pixel is opaque; colors are not premultiplied
   */
  public Picture(int width, int height, float[] rgb, float @Nullable [] alpha) {
    require(
        width >= 1 && height >= 1, "a picture must be at least 1x1, this is %dx%d", width, height);
    long pixels = (long) width * height;
    if (rgb.length != 3 * pixels || (alpha != null && alpha.length != pixels)) {
      throw new IllegalArgumentException(
          "a picture of %dx%d has %d color values, not %d"
              .formatted(width, height, 3 * pixels, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.alpha = alpha;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The colors themselves, not a copy: {@code height x width x 3}, red first, 0..1. */
  public float[] rgb() {
    return rgb;
  }

  /** The opacities themselves, not a copy: {@code height x width}; empty where all is opaque. */
  public Optional<float[]> alpha() {
    return Optional.ofNullable(alpha);
  }
}
