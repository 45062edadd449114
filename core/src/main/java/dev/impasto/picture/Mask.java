package dev.impasto.picture;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;

/**
 * How much each pixel of a picture belongs to a part of it: 0 not at all, 1 altogether.
 *
 * <p>Of a picture of a mask white is 1, black is 0, and what is transparent is black. Like a
 * picture's, a mask's values may lie in files; what is made of a mask without a {@link Storage}
 * lies where the mask does.
 *
 * @param width columns
 * @param height rows
 * @param values {@code height x width} values in 0..1, row by row; not to be modified
 */
public record Mask(int width, int height, Floats values) {
  /** Half of an 8-bit step: what is nearer to white or black than that is white or black. */
  private static final float HALF_STEP = 0.5f / 255;

  /** A mask in the heap, of an array that is not copied. */
  public Mask(int width, int height, float[] values) {
    this(width, height, Floats.of(values));
  }

  /** Sets a row of a new mask. */
  @FunctionalInterface
  public interface RowSource {
    /**
     * Sets it.
     *
     * @param y the row
     * @param row receives its values
     */
    void set(int y, float[] row);
  }

  /** A mask that is made row by row, from above, in a storage. */
  public static Mask made(int width, int height, Storage storage, RowSource rows) {
    Floats values = storage.floats((long) width * height);
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      rows.set(y, row);
      values.write((long) y * width, row, 0, width);
    }
    return new Mask(width, height, values);
  }

  /**
   * The mask that a picture shows: the mean of its three colors, times its alpha. It lies where the
   * picture does.
   */
  public static Mask of(Picture picture) {
    return made(
        picture.width(),
        picture.height(),
        picture.colors().storage(),
        rows(new PictureRow(picture)));
  }

  private static RowSource rows(PictureRow picture) {
    return (y, row) -> {
      float[] rgb = picture.read(y).rgb();
      float[] alpha = picture.alpha();
      for (int x = 0; x < row.length; x++) {
        float gray = (rgb[3 * x] + rgb[3 * x + 1] + rgb[3 * x + 2]) / 3;
        float value = alpha == null ? gray : gray * alpha[x];
        row[x] = value < HALF_STEP ? 0 : value > 1 - HALF_STEP ? 1 : value;
      }
    };
  }

  /** Whether every value of the mask that a picture shows is the given one. */
  public static boolean isAll(Picture picture, float value) {
    return isAll(rows(new PictureRow(picture)), picture.width(), picture.height(), value);
  }

  /** Copies a row. */
  public void read(int y, float[] row) {
    values.read((long) y * width, row, 0, width);
  }

  /** The mean of the values: as how large a part of the picture they count. */
  public double mean() {
    return sum() / values.length();
  }

  /** The sum of the values. */
  public double sum() {
    double sum = 0;
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      read(y, row);
      for (float value : row) {
        sum += value;
      }
    }
    return sum;
  }

  /** Whether every value is the given one. */
  public boolean isAll(float value) {
    return isAll(this::read, width, height, value);
  }

  private static boolean isAll(RowSource rows, int width, int height, float value) {
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      rows.set(y, row);
      for (float v : row) {
        if (v != value) {
          return false;
        }
      }
    }
    return true;
  }

  /** What does not belong to this: 1 less each value. */
  public Mask inverted() {
    return changed(
        (y, row) -> {
          for (int x = 0; x < width; x++) {
            row[x] = 1 - row[x];
          }
        });
  }

  /** What belongs to this and to another mask of the same size: the products. */
  public Mask times(Mask other) {
    float[] factors = new float[width];
    return changed(
        (y, row) -> {
          other.read(y, factors);
          for (int x = 0; x < width; x++) {
            row[x] *= factors[x];
          }
        });
  }

  /** The mask with each row changed by what is given it. */
  private Mask changed(RowSource change) {
    return made(
        width,
        height,
        values.storage(),
        (y, row) -> {
          read(y, row);
          change.set(y, row);
        });
  }

  /** {@link #resized(int, int, Storage)} where this mask lies. */
  public Mask resized(int newWidth, int newHeight) {
    return resized(newWidth, newHeight, values.storage());
  }

  /**
   * The mask in another size, or this very one if it has that; each value is the mean over what its
   * pixel covers. Unlike a picture's filter this keeps 0 and 1 as they are away from borders.
   */
  public Mask resized(int newWidth, int newHeight, Storage storage) {
    return newWidth == width && newHeight == height
        ? this
        : made(newWidth, newHeight, storage, new MaskRows(this, newWidth, newHeight));
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
    float[] whole = new float[width];
    return made(
        columns,
        rows,
        values.storage(),
        (y, row) -> {
          read(Borders.inside(y + from, height), whole);
          for (int x = 0; x < columns; x++) {
            row[x] = whole[Borders.inside(x + from, width)];
          }
        });
  }

  /** The mask as a gray picture, which lies where the mask does. */
  public Picture picture() {
    NewPicture gray = new NewPicture(width, height, false, values.storage());
    float[] row = new float[width];
    float[] rgb = new float[3 * width];
    for (int y = 0; y < height; y++) {
      read(y, row);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = row[i / 3];
      }
      gray.put(y, rgb);
    }
    return gray.picture();
  }

  /**
   * One picture where this is 1, another where it is 0, to the last bit, and a mixture between.
   *
   * @param inside of the size of this
   * @param outside of the size of this; what is made lies where it does
   */
  public Picture composite(Picture inside, Picture outside) {
    PictureRow other = new PictureRow(inside);
    float[] shares = new float[width];
    Picture mixed =
        outside.recolored(
            (y, row) -> {
              float[] own = other.read(y).rgb();
              read(y, shares);
              for (int i = 0; i < row.length; i++) {
                float value = shares[i / 3];
                row[i] =
                    value == 1
                        ? own[i]
                        : value == 0 ? row[i] : value * own[i] + (1 - value) * row[i];
              }
            });
    return new Picture(width, height, mixed.colors(), null);
  }
}
