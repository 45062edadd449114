package dev.impasto.quality;

import dev.impasto.picture.Picture;

/**
 * A picture as an 8-bit file holds it: {@code height x width x 3} values, red first, each a 255th
 * part of a whole number.
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Levels(int width, int height, float[] rgb) {
  private static final int FULL = 255;

  /** A picture's levels, on white. */
  static Levels of(Picture picture) {
    float[] rounded = new float[3 * Math.multiplyExact(picture.width(), picture.height())];
    picture.onWhite().colors().read(0, rounded, 0, rounded.length);
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = level(rounded[i]);
    }
    return new Levels(picture.width(), picture.height(), rounded);
  }

  private static float level(double value) {
    return (float) Math.floor(FULL * Math.max(0, Math.min(1, value)) + 0.5) / FULL;
  }

  /** Half as wide and high, rounded down, each pixel the mean of those that lie in it. */
  Levels halved() {
    return averaged(Math.max(1, width / 2), Math.max(1, height / 2));
  }

  /** In another size, each pixel the mean of those whose middle lies in it. */
  Levels averaged(int columns, int rows) {
    float[] narrow = new float[3 * columns * height];
    for (int x = 0; x < columns; x++) {
      int from = Math.min(first(x, width, columns), width - 1);
      int end = Math.max(from + 1, first(x + 1, width, columns));
      for (int y = 0; y < height; y++) {
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int i = from; i < end; i++) {
            sum += rgb[3 * (y * width + i) + c];
          }
          narrow[3 * (y * columns + x) + c] = level(sum / (end - from));
        }
      }
    }
    float[] small = new float[3 * columns * rows];
    for (int y = 0; y < rows; y++) {
      int from = Math.min(first(y, height, rows), height - 1);
      int end = Math.max(from + 1, first(y + 1, height, rows));
      for (int i = 0; i < 3 * columns; i++) {
        double sum = 0;
        for (int k = from; k < end; k++) {
          sum += narrow[3 * columns * k + i];
        }
        small[3 * columns * y + i] = level(sum / (end - from));
      }
    }
    return new Levels(columns, rows, small);
  }

  /** The first position whose middle is past a part's beginning; enlarging repeats some. */
  private static int first(int part, int length, int parts) {
    return (int) Math.floor((double) part * length / parts + 0.5);
  }

  /** Brightness: 0.299, 0.587 and 0.114 of red, green and blue. */
  Luma luma() {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2]);
    }
    return new Luma(width, height, values);
  }

  /** The values without each color's mean. */
  float[] centered() {
    double[] means = new double[3];
    for (int i = 0; i < rgb.length; i++) {
      means[i % 3] += (double) rgb[i] / (width * height);
    }
    float[] rest = new float[rgb.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (float) (rgb[i] - means[i % 3]);
    }
    return rest;
  }
}
