package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
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

  /**
   * The picture as it looks on white paper: opaque; the same picture if it is opaque already.
   *
   * <p>Encoded values are mixed, as browsers and most programs do.
   */
  public Picture onWhite() {
    if (alpha == null) {
      return this;
    }
    float[] seen = new float[rgb.length];
    for (int i = 0; i < alpha.length; i++) {
      for (int c = 0; c < 3; c++) {
        seen[3 * i + c] = rgb[3 * i + c] * alpha[i] + (1 - alpha[i]);
      }
    }
    return new Picture(width, height, seen);
  }

  /**
   * The opaque picture with an alpha, so that it looks the same on white paper: white is taken out
   * of its colors as far as there is any, so that no fringe of it is left on other grounds.
   *
   * @param opacities {@code height x width} values, 0 transparent to 1 opaque
   */
  public Picture takenOffWhite(float[] opacities) {
    float[] own = new float[rgb.length];
    for (int i = 0; i < opacities.length; i++) {
      float opacity = clamped(opacities[i]);
      for (int c = 0; c < 3; c++) {
        float seen = rgb[3 * i + c];
        own[3 * i + c] =
            opacity == 1 ? seen : opacity == 0 ? 1 : clamped((seen - (1 - opacity)) / opacity);
      }
    }
    return new Picture(width, height, own, opacities);
  }

  /**
   * The picture without what is fine and faint, such as noise and hatching of a few pixels.
   *
   * @param strength how strong a detail may be to vanish altogether, 0 to 1 of the range of colors,
   *     and twice that where it differs in color alone; 0 changes nothing, 0.02 to 0.1 removes fine
   *     noise
   * @throws InvalidInputException if the strength is out of its range
   */
  public Picture denoised(double strength) {
    require(
        strength >= 0 && strength <= 1,
        "the strength of denoising must be from 0 to 1, not %s",
        strength);
    return strength == 0
        ? this
        : new Picture(width, height, Denoising.apply(rgb, width, height, strength), alpha);
  }

  /**
   * The picture continued beyond each border by its mirror image; without its alpha.
   *
   * @param margin columns and rows on each side, 0 to the shorter side
   */
  public Picture mirrored(int margin) {
    require(
        margin >= 0 && margin <= Math.min(width, height),
        "a picture of %dx%d cannot be continued by %d pixels: by its shorter side at most",
        width,
        height,
        margin);
    if (margin == 0) {
      return this;
    }
    int columns = width + 2 * margin;
    int rows = height + 2 * margin;
    float[] all = new float[3 * columns * rows];
    for (int y = 0; y < rows; y++) {
      int row = 3 * width * inside(y - margin, height);
      for (int x = 0; x < columns; x++) {
        System.arraycopy(rgb, row + 3 * inside(x - margin, width), all, 3 * (y * columns + x), 3);
      }
    }
    return new Picture(columns, rows, all);
  }

  /** The index that a mirror at the border shows. */
  private static int inside(int index, int count) {
    return index < 0 ? -1 - index : index < count ? index : 2 * count - 1 - index;
  }

  /**
   * The picture without its border; without its alpha.
   *
   * @param margin columns and rows to leave out on each side; some must be left
   */
  public Picture cropped(int margin) {
    require(
        margin >= 0 && 2 * margin < Math.min(width, height),
        "of a picture of %dx%d nothing is left without a border of %d pixels",
        width,
        height,
        margin);
    if (margin == 0) {
      return this;
    }
    int columns = width - 2 * margin;
    int rows = height - 2 * margin;
    float[] inner = new float[3 * columns * rows];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          rgb, 3 * ((y + margin) * width + margin), inner, 3 * y * columns, 3 * columns);
    }
    return new Picture(columns, rows, inner);
  }

  /**
   * The peak signal-to-noise ratio against another picture, {@code -10 log10} of the mean squared
   * difference of colors as seen on white, all clamped to 0..1: infinite for the same colors, 30
   * for hard to tell apart.
   *
   * @param other a picture of the same size
   * @return decibels
   */
  public double psnr(Picture other) {
    require(
        width == other.width && height == other.height,
        "pictures of %dx%d and %dx%d cannot be compared",
        width,
        height,
        other.width,
        other.height);
    float[] seen = onWhite().rgb;
    float[] otherSeen = other.onWhite().rgb;
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      double difference = (double) clamped(seen[i]) - clamped(otherSeen[i]);
      sum += difference * difference;
    }
    return -10 * Math.log10(sum / rgb.length);
  }

  private static float clamped(float color) {
    return Math.max(0, Math.min(1, color));
  }

  /**
   * The picture in another size, antialiased (Lanczos); the same picture if that is its size.
   *
   * @param newWidth columns, at least 1
   * @param newHeight rows, at least 1
   * @throws InvalidInputException if the size is not positive, or beyond 536 megapixels
   */
  public Picture resized(int newWidth, int newHeight) {
    require(
        newWidth >= 1 && newHeight >= 1 && (long) newWidth * newHeight <= SizeLimit.MOST,
        "a picture cannot be resized to %d x %d pixels: each side must be at least 1, and the"
            + " product at most %d",
        newWidth,
        newHeight,
        SizeLimit.MOST);
    return Resampling.resize(this, newWidth, newHeight);
  }

  /**
   * The picture in the size whose longer side is the given one; the other side follows in
   * proportion, rounded, and is at least 1. Small pictures are enlarged.
   *
   * @param longestSide pixels, at least 1
   * @throws InvalidInputException if the side is not positive, or the size beyond 536 megapixels
   */
  public Picture fitted(int longestSide) {
    require(longestSide >= 1, "the longest side must be at least 1 pixel, not %d", longestSide);
    double scale = (double) longestSide / Math.max(width, height);
    return resized(
        (int) Math.max(1, Math.round(width * scale)),
        (int) Math.max(1, Math.round(height * scale)));
  }

  /**
   * The identity of the pixels: the SHA-256 of width, height, colors and alpha, in hexadecimal
   * digits. The same values give the same, whatever file they come from.
   */
  public String sha256() {
    return PictureDigest.sha256(this);
  }
}
