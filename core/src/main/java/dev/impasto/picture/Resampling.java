package dev.impasto.picture;

/**
 * Resizing with a Lanczos kernel of three lobes, stretched when shrinking so that nothing aliases.
 *
 * <p>Values are averaged as they are encoded, not in linear light: the programs that made the
 * method's published results do so, and style statistics are computed from encoded values too.
 */
final class Resampling {
  private static final int LOBES = 3;

  private Resampling() {}

  /** A picture of another size; the same picture if the size is the same. */
  static Picture resize(Picture picture, int width, int height) {
    if (width == picture.width() && height == picture.height()) {
      return picture;
    }
    float[] rgb = picture.rgb();
    float[] alpha = picture.alpha().orElse(null);
    if (alpha == null) {
      float[] resized = resize(rgb, picture.width(), picture.height(), 3, width, height);
      for (int i = 0; i < resized.length; i++) {
        resized[i] = clamp(resized[i]);
      }
      return new Picture(width, height, resized);
    }
    // Weighted by opacity: colors that cannot be seen must not bleed into those that can.
    float[] weighted = new float[4 * alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      for (int c = 0; c < 3; c++) {
        weighted[4 * i + c] = rgb[3 * i + c] * alpha[i];
      }
      weighted[4 * i + 3] = alpha[i];
    }
    float[] resized = resize(weighted, picture.width(), picture.height(), 4, width, height);
    float[] newRgb = new float[3 * width * height];
    float[] newAlpha = new float[width * height];
    for (int i = 0; i < newAlpha.length; i++) {
      float opacity = resized[4 * i + 3];
      boolean seen = opacity > 1e-5f;
      newAlpha[i] = seen ? clamp(opacity) : 0;
      for (int c = 0; c < 3; c++) {
        newRgb[3 * i + c] = seen ? clamp(resized[4 * i + c] / opacity) : 1;
      }
    }
    return new Picture(width, height, newRgb, newAlpha);
  }

  private static float[] resize(
      float[] values, int width, int height, int channels, int newWidth, int newHeight) {
    Weights rows = Weights.of(height, newHeight);
    Weights columns = Weights.of(width, newWidth);
    // The order that needs less memory on the way, and so never more than both pictures.
    if ((long) newHeight * width <= (long) height * newWidth) {
      float[] between = newHeight == height ? values : resizeRows(values, width * channels, rows);
      return newWidth == width ? between : resizeColumns(between, width, channels, columns);
    }
    float[] between = newWidth == width ? values : resizeColumns(values, width, channels, columns);
    return newHeight == height ? between : resizeRows(between, newWidth * channels, rows);
  }

  /** Each new row is a weighted sum of old ones. */
  private static float[] resizeRows(float[] values, int rowLength, Weights weights) {
    int rows = weights.first.length;
    float[] result = new float[rows * rowLength];
    for (int y = 0; y < rows; y++) {
      int to = y * rowLength;
      float[] row = weights.weights[y];
      for (int k = 0; k < row.length; k++) {
        int from = (weights.first[y] + k) * rowLength;
        float weight = row[k];
        for (int i = 0; i < rowLength; i++) {
          result[to + i] += weight * values[from + i];
        }
      }
    }
    return result;
  }

  private static float[] resizeColumns(float[] values, int width, int channels, Weights weights) {
    int columns = weights.first.length;
    int rows = values.length / (width * channels);
    float[] result = new float[rows * columns * channels];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int to = (y * columns + x) * channels;
        int from = (y * width + weights.first[x]) * channels;
        float[] column = weights.weights[x];
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int k = 0; k < column.length; k++) {
            sum += column[k] * values[from + k * channels + c];
          }
          result[to + c] = sum;
        }
      }
    }
    return result;
  }

  /**
   * The weights of the old positions in each new one.
   *
   * @param first for each new position, the first old one that counts
   * @param weights for each new position, the weights from there on, whose sum is 1
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Weights(int[] first, float[][] weights) {
    static Weights of(int oldLength, int newLength) {
      double step = (double) oldLength / newLength;
      double stretch = Math.max(1, step);
      double reach = LOBES * stretch;
      int[] first = new int[newLength];
      float[][] weights = new float[newLength][];
      for (int i = 0; i < newLength; i++) {
        // Pixels are squares: the middle of the i-th new one, in old coordinates.
        double middle = (i + 0.5) * step - 0.5;
        int from = Math.max(0, (int) Math.ceil(middle - reach));
        int to = Math.min(oldLength - 1, (int) Math.floor(middle + reach));
        double[] exact = new double[to - from + 1];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
          exact[k] = lanczos((from + k - middle) / stretch);
          sum += exact[k];
        }
        first[i] = from;
        weights[i] = new float[exact.length];
        for (int k = 0; k < exact.length; k++) {
          weights[i][k] = (float) (exact[k] / sum);
        }
      }
      return new Weights(first, weights);
    }
  }

  /** The kernel: sinc(x) sinc(x/3) within three lobes, 0 beyond. */
  static double lanczos(double x) {
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    if (Math.abs(x) < 1e-9) {
      return 1;
    }
    double angle = Math.PI * x;
    return LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
