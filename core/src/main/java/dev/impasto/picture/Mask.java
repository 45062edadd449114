package dev.impasto.picture;

import java.util.Arrays;

/**
 * How much each pixel of a picture belongs to a part of it: 0 not at all, 1 altogether.
 *
 * <p>Of a picture of a mask white is 1, black is 0, and what is transparent is black.
 *
 * @param width columns
 * @param height rows
 * @param values {@code height x width} values in 0..1, row by row; not to be modified
 */
public record Mask(int width, int height, float[] values) {
  /** Half of an 8-bit step: what is nearer to white or black than that is white or black. */
  private static final float HALF_STEP = 0.5f / 255;

  /** The mask that a picture shows: the mean of its three colors, times its alpha. */
  public static Mask of(Picture picture) {
    int width = picture.width();
    float[] values = new float[Math.toIntExact((long) width * picture.height())];
    PictureRow row = new PictureRow(picture);
    for (int y = 0; y < picture.height(); y++) {
      float[] rgb = row.read(y).rgb();
      float[] alpha = row.alpha();
      for (int x = 0; x < width; x++) {
        float gray = (rgb[3 * x] + rgb[3 * x + 1] + rgb[3 * x + 2]) / 3;
        float value = alpha == null ? gray : gray * alpha[x];
        values[y * width + x] = value < HALF_STEP ? 0 : value > 1 - HALF_STEP ? 1 : value;
      }
    }
    return new Mask(width, picture.height(), values);
  }

  /** The mean of the values: as how large a part of the picture they count. */
  public double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether every value is the given one. */
  public boolean isAll(float value) {
    for (float v : values) {
      if (v != value) {
        return false;
      }
    }
    return true;
  }

  /** What does not belong to this: 1 less each value. */
  public Mask inverted() {
    float[] others = new float[values.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = 1 - values[i];
    }
    return new Mask(width, height, others);
  }

  /** What belongs to this and to another mask of the same size: the products. */
  public Mask times(Mask other) {
    float[] products = new float[values.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = values[i] * other.values[i];
    }
    return new Mask(width, height, products);
  }

  /**
   * The mask in another size; each value is the mean over what its pixel covers. Unlike a picture's
   * filter this keeps 0 and 1 as they are away from borders.
   */
  public Mask resized(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    float[] narrow = averaged(values, height, width, 1, newWidth);
    return new Mask(newWidth, newHeight, averaged(narrow, 1, height, newWidth, newHeight));
  }

  /**
   * Averages along one axis.
   *
   * @param before the values are {@code before x count x after}
   */
  private static float[] averaged(float[] from, int before, int count, int after, int newCount) {
    float[] to = new float[before * newCount * after];
    double[] sums = new double[after];
    for (int b = 0; b < before; b++) {
      for (int n = 0; n < newCount; n++) {
        double start = (double) n * count / newCount;
        double end = (double) (n + 1) * count / newCount;
        Arrays.fill(sums, 0);
        double total = 0;
        for (int i = (int) start; i < Math.min(count, Math.ceil(end)); i++) {
          double covered = Math.min(end, i + 1) - Math.max(start, i);
          total += covered;
          for (int a = 0; a < after; a++) {
            sums[a] += covered * from[(b * count + i) * after + a];
          }
        }
        for (int a = 0; a < after; a++) {
          to[(b * newCount + n) * after + a] = (float) (sums[a] / total);
        }
      }
    }
    return to;
  }

  /** The mask continued beyond each border as a picture is by {@link Picture#mirrored}. */
  public Mask mirrored(int margin) {
    return margin == 0 ? this : shown(width + 2 * margin, height + 2 * margin, -margin);
  }

  /** The mask without its border, as a picture by {@link Picture#cropped}. */
  public Mask cropped(int margin) {
    return margin == 0 ? this : shown(width - 2 * margin, height - 2 * margin, margin);
  }

  /** What a window shows of the mask and its mirror images, from a column and a row on. */
  private Mask shown(int columns, int rows, int from) {
    float[] shown = new float[columns * rows];
    for (int y = 0; y < rows; y++) {
      int row = Borders.inside(y + from, height) * width;
      for (int x = 0; x < columns; x++) {
        shown[y * columns + x] = values[row + Borders.inside(x + from, width)];
      }
    }
    return new Mask(columns, rows, shown);
  }

  /** The mask as a gray picture. */
  public Picture picture() {
    float[] rgb = new float[3 * values.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = values[i / 3];
    }
    return new Picture(width, height, rgb);
  }

  /**
   * One picture where this is 1, another where it is 0, to the last bit, and a mixture between.
   *
   * @param inside of the size of this
   * @param outside of the size of this; what is made lies where it does
   */
  public Picture composite(Picture inside, Picture outside) {
    PictureRow other = new PictureRow(inside);
    Picture mixed =
        outside.recolored(
            (y, row) -> {
              float[] own = other.read(y).rgb();
              for (int i = 0; i < row.length; i++) {
                float value = values[y * width + i / 3];
                row[i] =
                    value == 1
                        ? own[i]
                        : value == 0 ? row[i] : value * own[i] + (1 - value) * row[i];
              }
            });
    return new Picture(width, height, mixed.colors(), null);
  }
}
