package dev.impasto.picture;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture: sRGB-encoded red, green and blue, and perhaps alpha.
 *
 * <p>Its values lie in the Java heap, or in files of a {@link dev.impasto.storage.WorkFolder} where
 * it is larger than memory. A picture does not copy what it is made of: who makes it hands that
 * over. Whatever gives a new picture takes a {@link Storage} that says where its values will lie,
 * and works row by row, so that no other copy is made; without one they lie in the heap.
 */
public final class Picture {
  private static final int COLORS = 3;

  private final int width;
  private final int height;
  private final Floats colors;
  private final @Nullable Floats opacities;

  /** An opaque picture; see {@link #Picture(int, int, float[], float[])}. */
  public Picture(int width, int height, float[] rgb) {
    this(width, height, rgb, null);
  }

  /** A picture in the heap; see {@link #Picture(int, int, Floats, Floats)}. */
  public Picture(int width, int height, float[] rgb, float @Nullable [] alpha) {
    this(width, height, Floats.of(rgb), alpha == null ? null : Floats.of(alpha));
  }

  /**
   * Makes a picture of values.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param colors {@code height x width x 3} values, row by row, pixel by pixel, red first; 0 is
   *     black and 1 is full intensity (values outside 0..1 are clamped when the picture is written)
   * @param opacities {@code height x width} values, 0 transparent to 1 opaque, or null where every
   *     pixel is opaque; colors are not premultiplied
   */
  public Picture(int width, int height, Floats colors, @Nullable Floats opacities) {
    require(
        width >= 1 && height >= 1, "a picture must be at least 1x1, this is %dx%d", width, height);
    long pixels = (long) width * height;
    if (colors.length() != COLORS * pixels || (opacities != null && opacities.length() != pixels)) {
      throw new IllegalArgumentException(
          "a picture of %dx%d has %d color values, not %d"
              .formatted(width, height, COLORS * pixels, colors.length()));
    }
    this.width = width;
    this.height = height;
    this.colors = colors;
    this.opacities = opacities;
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
  public Floats colors() {
    return colors;
  }

  /** The opacities themselves, not a copy: {@code height x width}; empty where all is opaque. */
  public Optional<Floats> opacities() {
    return Optional.ofNullable(opacities);
  }

  /**
   * The {@link #colors()} as an array: the very one that they are, or a copy where they lie in a
   * file.
   *
   * @throws InvalidInputException if they are more than an array can hold
   */
  public float[] rgb() {
    return colors.inArray();
  }

  /**
   * The {@link #opacities()} as an array: the very one that they are, or a copy where they lie in a
   * file.
   *
   * @throws InvalidInputException if they are more than an array can hold
   */
  public Optional<float[]> alpha() {
    return opacities().map(Floats::inArray);
  }

  /** Whether the picture is opaque, and every value of its colors is the given one. */
  public boolean isAll(float value) {
    PictureRow row = new PictureRow(this);
    for (int y = 0; y < height && opacities == null; y++) {
      for (float color : row.read(y).rgb()) {
        if (color != value) {
          return false;
        }
      }
    }
    return opacities == null;
  }

  /** {@link #onWhite(Storage)} in the heap. */
  public Picture onWhite() {
    return onWhite(Storage.HEAP);
  }

  /**
   * The picture as it looks on white paper: opaque; the same picture if it is opaque already.
   *
   * <p>Encoded values are mixed, as browsers and most programs do.
   */
  public Picture onWhite(Storage storage) {
    if (opacities == null) {
      return this;
    }
    NewPicture seen = new NewPicture(width, height, false, storage);
    PictureRow row = new PictureRow(this);
    for (int y = 0; y < height; y++) {
      seen.put(y, row.readOnWhite(y).rgb());
    }
    return seen.picture();
  }

  /** {@link #takenOffWhite(Floats, Storage)} in the heap. */
  public Picture takenOffWhite(float[] opaque) {
    return takenOffWhite(Floats.of(opaque), Storage.HEAP);
  }

  /**
   * The opaque picture with an alpha, so that it looks the same on white paper: white is taken out
   * of its colors as far as there is any, so that no fringe of it is left on other grounds.
   *
   * @param opaque {@code height x width} values, 0 transparent to 1 opaque: they are the picture's
   */
  public Picture takenOffWhite(Floats opaque, Storage storage) {
    float[] alpha = new float[width];
    Picture own =
        recolored(
            (y, row) -> {
              opaque.read((long) y * width, alpha, 0, width);
              for (int i = 0; i < row.length; i++) {
                float opacity = clamped(alpha[i / COLORS]);
                row[i] =
                    opacity == 1
                        ? row[i]
                        : opacity == 0 ? 1 : clamped((row[i] - (1 - opacity)) / opacity);
              }
            },
            storage);
    return new Picture(width, height, own.colors, opaque);
  }

  /** Changes the colors of pixels, each for itself. */
  @FunctionalInterface
  public interface Recoloring {
    /**
     * Changes a row.
     *
     * @param y which row it is; all come, the upper ones first
     * @param rgb its {@code width x 3} colors
     */
    void change(int y, float[] rgb);
  }

  /** {@link #recolored(Recoloring, Storage)} where the picture itself lies. */
  public Picture recolored(Recoloring recoloring) {
    return recolored(recoloring, colors.storage());
  }

  /** The picture in other colors, with its alpha. */
  public Picture recolored(Recoloring recoloring, Storage storage) {
    NewPicture changed = new NewPicture(width, height, false, storage);
    float[] row = new float[COLORS * width];
    for (int y = 0; y < height; y++) {
      colors.read((long) y * row.length, row, 0, row.length);
      recoloring.change(y, row);
      changed.put(y, row);
    }
    return new Picture(width, height, changed.picture().colors, opacities);
  }

  /** {@link #denoised(double, Storage)} in the heap. */
  public Picture denoised(double strength) {
    return denoised(strength, Storage.HEAP);
  }

  /**
   * The picture without what is fine and faint, such as noise and hatching of a few pixels.
   *
   * @param strength how strong a detail may be to vanish altogether, 0 to 1 of the range of colors,
   *     and twice that where it differs in color alone; 0 changes nothing, 0.02 to 0.1 removes fine
   *     noise
   * @throws InvalidInputException if the strength is out of its range
   */
  public Picture denoised(double strength, Storage storage) {
    require(
        strength >= 0 && strength <= 1,
        "the strength of denoising must be from 0 to 1, not %s",
        strength);
    return strength == 0 ? this : Denoising.apply(this, strength, storage);
  }

  /** {@link #mirrored(int, Storage)} in the heap. */
  public Picture mirrored(int margin) {
    return mirrored(margin, Storage.HEAP);
  }

  /**
   * The picture continued beyond each border by its mirror image; without its alpha.
   *
   * @param margin columns and rows on each side, 0 to the shorter side
   */
  public Picture mirrored(int margin, Storage storage) {
    require(
        margin >= 0 && margin <= Math.min(width, height),
        "a picture of %dx%d cannot be continued by %d pixels: by its shorter side at most",
        width,
        height,
        margin);
    return margin == 0 ? this : Borders.mirrored(this, margin, storage);
  }

  /** {@link #cropped(int, Storage)} in the heap. */
  public Picture cropped(int margin) {
    return cropped(margin, Storage.HEAP);
  }

  /**
   * The picture without its border; without its alpha.
   *
   * @param margin columns and rows to leave out on each side; some must be left
   */
  public Picture cropped(int margin, Storage storage) {
    require(
        margin >= 0 && 2 * margin < Math.min(width, height),
        "of a picture of %dx%d nothing is left without a border of %d pixels",
        width,
        height,
        margin);
    return margin == 0 ? this : Borders.cropped(this, margin, storage);
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
    PictureRow row = new PictureRow(this);
    PictureRow otherRow = new PictureRow(other);
    double sum = 0;
    for (int y = 0; y < height; y++) {
      float[] seen = row.readOnWhite(y).rgb();
      float[] otherSeen = otherRow.readOnWhite(y).rgb();
      for (int i = 0; i < seen.length; i++) {
        double difference = (double) clamped(seen[i]) - clamped(otherSeen[i]);
        sum += difference * difference;
      }
    }
    return -10 * Math.log10(sum / colors.length());
  }

  private static float clamped(float color) {
    return Math.max(0, Math.min(1, color));
  }

  /** {@link #resized(int, int, Storage)} in the heap. */
  public Picture resized(int newWidth, int newHeight) {
    return resized(newWidth, newHeight, Storage.HEAP);
  }

  /**
   * The picture in another size, antialiased (Lanczos); the same picture if that is its size.
   *
   * @param newWidth columns, at least 1
   * @param newHeight rows, at least 1
   * @throws InvalidInputException if the size is not positive, or beyond 715 megapixels in the heap
   */
  public Picture resized(int newWidth, int newHeight, Storage storage) {
    long most = SizeLimit.most(storage);
    require(
        newWidth >= 1 && newHeight >= 1 && (long) newWidth * newHeight <= most,
        "a picture cannot be resized to %d x %d pixels: each side must be at least 1, and the"
            + " product at most %d",
        newWidth,
        newHeight,
        most);
    return Resampling.resize(this, newWidth, newHeight, storage);
  }

  /** {@link #fitted(int, Storage)} in the heap. */
  public Picture fitted(int longestSide) {
    return fitted(longestSide, Storage.HEAP);
  }

  /**
   * The picture in the size whose longer side is the given one; the other side follows in
   * proportion, rounded, and is at least 1. Small pictures are enlarged.
   *
   * @param longestSide pixels, at least 1
   * @throws InvalidInputException if the side is not positive, or the size beyond 715 megapixels in
   *     the heap
   */
  public Picture fitted(int longestSide, Storage storage) {
    require(longestSide >= 1, "the longest side must be at least 1 pixel, not %d", longestSide);
    return resized(fittedWidth(longestSide), fittedHeight(longestSide), storage);
  }

  /** The columns of the picture that {@link #fitted} gives. */
  public int fittedWidth(int longestSide) {
    return fitted(width, longestSide);
  }

  /** The rows of the picture that {@link #fitted} gives. */
  public int fittedHeight(int longestSide) {
    return fitted(height, longestSide);
  }

  private int fitted(int side, int longestSide) {
    double scale = (double) longestSide / Math.max(width, height);
    return (int) Math.max(1, Math.round(side * scale));
  }

  /**
   * The identity of the pixels: the SHA-256 of width, height, colors and alpha, in hexadecimal
   * digits. The same values give the same, whatever file they come from.
   */
  public String sha256() {
    return PictureDigest.sha256(this);
  }
}
