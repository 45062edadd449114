package dev.impasto.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Where each pixel of one frame of a film is in another: an optical flow.
 *
 * <p>The vector of a pixel points from it to its place in the other frame. One that is not known is
 * {@link Float#NaN}; nothing is taken from there.
 */
public final class Flow {
  /** What a vector counts beside the squared lengths of both in the test of their sum. */
  private static final double SHARE_OF_LENGTHS = 0.01;

  /** The squared length in pixels that a sum of vectors may have in any case. */
  private static final double LEAST_SUM = 0.5;

  /** The squared slope that a flow may have in any case. */
  private static final double LEAST_SLOPE = 0.002;

  private final String name;
  private final int width;
  private final int height;
  private final float[] vectors;

  /**
   * A flow of vectors.
   *
   * @param name the file or address that it was read from; empty where there is none
   * @param vectors {@code height x width x 2} values, row by row: pixels to the right, pixels down;
   *     not to be modified
   */
  public Flow(String name, int width, int height, float[] vectors) {
    if (vectors.length != 2L * width * height) {
      throw new IllegalArgumentException(
          "a flow of %dx%d has %d values".formatted(width, height, vectors.length));
    }
    this.name = name;
    this.width = width;
    this.height = height;
    this.vectors = vectors;
  }

  /**
   * Reads a file of Middlebury's form, {@code .flo}.
   *
   * @throws dev.impasto.problem.InvalidInputException if there is no such file, or it holds no flow
   */
  public static Flow read(Path file) {
    return FlowFile.read(file);
  }

  /** The file or address that it was read from; empty where there is none. */
  public String name() {
    return name;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The vectors themselves, not a copy: {@code height x width x 2}, right and down. */
  public float[] vectors() {
    return vectors;
  }

  /** The SHA-256 of width, height and vectors, in hexadecimal digits. */
  public String sha256() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * vectors.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(width).putInt(height).asFloatBuffer().put(vectors);
    return PictureDigest.sha256(bytes.array());
  }

  /** The flow between frames of another size: its vectors are longer or shorter as these are. */
  public Flow resized(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    float across = (float) newWidth / width;
    float down = (float) newHeight / height;
    float[] resized = new float[2 * newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int at = 2 * (y * newWidth + x);
        Place place = place((x + 0.5) / across - 0.5, (y + 0.5) / down - 0.5);
        resized[at] = across * place.of(vectors, 2, 0);
        resized[at + 1] = down * place.of(vectors, 2, 1);
      }
    }
    return new Flow(name, newWidth, newHeight, resized);
  }

  /**
   * The other frame as this one sees it: each pixel has the color, between pixels a mixture of the
   * four around, of the place that its vector points to. Beyond the border the other frame's border
   * is repeated, and where the vector is not known the pixel stays where it is.
   *
   * @param other of the size of this
   */
  public Picture warped(Picture other) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      Place place = isKnown(i) ? target(i) : place(i % width, Math.floorDiv(i, width));
      for (int color = 0; color < 3; color++) {
        rgb[3 * i + color] = place.of(other.rgb(), 3, color);
      }
    }
    return new Picture(width, height, rgb);
  }

  /** 1 where a pixel is inside the other frame, 0 where it is not or where that is not known. */
  public Mask inside() {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      double x = i % width + (double) vectors[2 * i];
      double y = Math.floorDiv(i, width) + (double) vectors[2 * i + 1];
      values[i] = x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1 ? 1 : 0;
    }
    return new Mask(width, height, values);
  }

  /**
   * Where this flow can be trusted: 1, but 0 where what a pixel shows is hidden in the other frame,
   * and at the borders of what moves, after Ruder, Dosovitskiy and Brox, "Artistic style transfer
   * for videos" (GCPR 2016). With the vectors w of this flow and v that the other flow has where
   * they point to, a pixel is hidden where {@code |v + w|² > 0.01 (|v|² + |w|²) + 0.5}, and at a
   * border where the squared slopes of w add up to more than {@code 0.01 |w|² + 0.002}.
   *
   * @param back the flow from the other frame to this one, of the size of this
   */
  public Mask reliability(Flow back) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = isKnown(i) && isConsistent(i, back) && isSmooth(i) ? 1 : 0;
    }
    return new Mask(width, height, values).times(inside());
  }

  private boolean isKnown(int pixel) {
    return !Float.isNaN(vectors[2 * pixel]) && !Float.isNaN(vectors[2 * pixel + 1]);
  }

  private boolean isConsistent(int pixel, Flow back) {
    Place place = target(pixel);
    double x = vectors[2 * pixel];
    double y = vectors[2 * pixel + 1];
    double backX = place.of(back.vectors, 2, 0);
    double backY = place.of(back.vectors, 2, 1);
    double lengths = x * x + y * y + backX * backX + backY * backY;
    // False where a number is not known.
    return square(x + backX) + square(y + backY) <= SHARE_OF_LENGTHS * lengths + LEAST_SUM;
  }

  private boolean isSmooth(int pixel) {
    int x = pixel % width;
    int y = Math.floorDiv(pixel, width);
    int left = pixel - (x > 0 ? 1 : 0);
    int right = pixel + (x + 1 < width ? 1 : 0);
    int above = pixel - (y > 0 ? width : 0);
    int below = pixel + (y + 1 < height ? width : 0);
    double slopes = 0;
    double length = 0;
    for (int c = 0; c < 2; c++) {
      slopes += square((vectors[2 * right + c] - vectors[2 * left + c]) / 2);
      slopes += square((vectors[2 * below + c] - vectors[2 * above + c]) / 2);
      length += square(vectors[2 * pixel + c]);
    }
    return slopes <= SHARE_OF_LENGTHS * length + LEAST_SLOPE;
  }

  private static double square(double value) {
    return value * value;
  }

  /** Where a pixel's vector points to. */
  private Place target(int pixel) {
    return place(
        pixel % width + (double) vectors[2 * pixel],
        Math.floorDiv(pixel, width) + (double) vectors[2 * pixel + 1]);
  }

  private Place place(double x, double y) {
    double column = Math.max(0, Math.min(width - 1, x));
    double row = Math.max(0, Math.min(height - 1, y));
    int left = (int) column;
    int above = (int) row;
    return new Place(
        above * width + left,
        left + 1 < width ? 1 : 0,
        above + 1 < height ? width : 0,
        (float) (column - left),
        (float) (row - above));
  }

  /**
   * A place between four pixels.
   *
   * @param first the pixel above it to the left
   * @param toRight what the index of the pixel to the right is larger by
   * @param toBelow the same of the pixel below
   * @param across how far it is from the left one to the right one, 0 to 1
   * @param down how far it is from the upper one to the lower one, 0 to 1
   */
  private record Place(int first, int toRight, int toBelow, float across, float down) {
    /** The value there. */
    float of(float[] values, int channels, int channel) {
      float above = between(values, channels * first + channel, channels * toRight);
      if (down == 0) {
        return above;
      }
      float below = between(values, channels * (first + toBelow) + channel, channels * toRight);
      return above + down * (below - above);
    }

    private float between(float[] values, int left, int apart) {
      return across == 0
          ? values[left]
          : values[left] + across * (values[left + apart] - values[left]);
    }
  }
}
