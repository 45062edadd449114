package dev.impasto.picture;

import dev.impasto.storage.Storage;
import java.util.Arrays;

/**
 * Resizing with a Lanczos kernel of three lobes, stretched when shrinking so that nothing aliases.
 *
 * <p>Values are averaged as they are encoded, not in linear light: the programs that made the
 * method's published results do so, and style statistics are computed from encoded values too.
 */
final class Resampling {
  private static final int LOBES = 3;

  /**
   * How many rows are kept on the way. Where a new row is made of more old ones, each of these is
   * read some six times: that takes less time than computing with them, and little memory.
   */
  private static final int MOST_ROWS = 32;

  private final Picture picture;
  private final PictureRow old;
  private final int channels;
  private final int newWidth;
  private final int newHeight;
  private final Weights rows;
  private final Weights columns;

  private Resampling(Picture picture, int newWidth, int newHeight) {
    this.picture = picture;
    this.old = new PictureRow(picture);
    this.channels = old.alpha() == null ? 3 : 4;
    this.newWidth = newWidth;
    this.newHeight = newHeight;
    this.rows = Weights.of(picture.height(), newHeight);
    this.columns = Weights.of(picture.width(), newWidth);
  }

  /** A picture of another size; the same picture if the size is the same. */
  static Picture resize(Picture picture, int width, int height, Storage storage) {
    return width == picture.width() && height == picture.height()
        ? picture
        : new Resampling(picture, width, height).resized(storage);
  }

  private Picture resized(Storage storage) {
    NewPicture resized = new NewPicture(newWidth, newHeight, channels == 4, storage);
    // The order that has fewer values on the way.
    boolean rowsFirst = (long) newHeight * picture.width() <= (long) picture.height() * newWidth;
    int most = Math.min(MOST_ROWS, rows.most());
    float[] wide = new float[channels * picture.width()];
    RowWindow window =
        rowsFirst
            ? new RowWindow(most, wide.length, this::read)
            : new RowWindow(
                rows.most(),
                channels * newWidth,
                (y, row) -> {
                  read(y, wide);
                  mixColumns(wide, row);
                });
    float[] row = new float[channels * newWidth];
    for (int y = 0; y < newHeight; y++) {
      if (rowsFirst) {
        mixRows(window, y, wide);
        mixColumns(wide, row);
      } else {
        mixRows(window, y, row);
      }
      put(row, y, resized);
    }
    return resized.picture();
  }

  /**
   * An old row: colors weighted by opacity, as those not seen must not bleed into those that are.
   */
  private void read(int y, float[] into) {
    float[] rgb = old.read(y).rgb();
    float[] alpha = old.alpha();
    if (alpha == null) {
      System.arraycopy(rgb, 0, into, 0, rgb.length);
      return;
    }
    for (int i = 0; i < alpha.length; i++) {
      for (int c = 0; c < 3; c++) {
        into[4 * i + c] = rgb[3 * i + c] * alpha[i];
      }
      into[4 * i + 3] = alpha[i];
    }
  }

  /** A new row is a weighted sum of old ones. */
  private void mixRows(RowWindow window, int y, float[] into) {
    if (newHeight == picture.height()) {
      System.arraycopy(window.row(y), 0, into, 0, into.length);
      return;
    }
    Arrays.fill(into, 0);
    float[] weights = rows.weights[y];
    for (int k = 0; k < weights.length; k++) {
      float[] from = window.row(rows.first[y] + k);
      float weight = weights[k];
      for (int i = 0; i < into.length; i++) {
        into[i] += weight * from[i];
      }
    }
  }

  private void mixColumns(float[] wide, float[] into) {
    if (newWidth == picture.width()) {
      System.arraycopy(wide, 0, into, 0, into.length);
      return;
    }
    for (int x = 0; x < newWidth; x++) {
      int from = columns.first[x] * channels;
      float[] weights = columns.weights[x];
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * wide[from + k * channels + c];
        }
        into[x * channels + c] = sum;
      }
    }
  }

  /** Puts a new row, whose colors are weighted by opacity. */
  private void put(float[] row, int y, NewPicture into) {
    if (channels == 3) {
      for (int i = 0; i < row.length; i++) {
        row[i] = clamp(row[i]);
      }
      into.put(y, row);
      return;
    }
    float[] rgb = new float[3 * newWidth];
    float[] alpha = new float[newWidth];
    for (int i = 0; i < alpha.length; i++) {
      float opacity = row[4 * i + 3];
      boolean seen = opacity > 1e-5f;
      alpha[i] = seen ? clamp(opacity) : 0;
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = seen ? clamp(row[4 * i + c] / opacity) : 1;
      }
    }
    into.put(y, rgb, alpha);
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

    /** The most old positions that count in a new one. */
    int most() {
      return Arrays.stream(weights).mapToInt(row -> row.length).max().orElse(1);
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
