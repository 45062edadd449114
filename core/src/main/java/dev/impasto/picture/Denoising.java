package dev.impasto.picture;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.Arrays;

/**
 * Removes what is fine and faint: the picture is split into details of about two, four and eight
 * pixels and the rest, each a difference of two smoothings (the à trous wavelet transform with a
 * cubic B-spline, Starck and Murtagh). Faint details go, strong ones stay (the non-negative
 * garrote, Gao 1998), and so does what is larger than eight pixels.
 *
 * <p>A detail's brightness, the mean of its three colors, is judged apart from its color, the
 * differences from that mean: strokes differ in brightness, and noise in color is easily seen.
 */
final class Denoising {
  private static final float[] SPLINE = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

  /** How much of white noise of deviation 1 is in the details of each size. */
  private static final double[] SHARES = {0.890, 0.201, 0.086};

  private static final int COLORS = 3;

  /** How much stronger than in brightness a detail must be in color to stay. */
  private static final float COLOR_LIMIT = 2;

  private Denoising() {}

  /**
   * Denoises a picture; its alpha stays. Rows are smoothed as they are needed, so that only some
   * seventy of them are in memory.
   *
   * @param strength what the finest details must exceed to stay; coarser ones as much less as white
   *     noise is weaker in them
   */
  static Picture apply(Picture picture, double strength, Storage storage) {
    int width = picture.width();
    int height = picture.height();
    int length = COLORS * width;
    RowWindow[] smoothed = new RowWindow[SHARES.length + 1];
    smoothed[0] =
        new RowWindow(
            1 + reachFrom(0),
            length,
            (y, into) -> picture.colors().read((long) y * length, into, 0, length));
    for (int size = 0; size < SHARES.length; size++) {
      int apart = 1 << size;
      RowWindow finer = smoothed[size];
      RowWindow along =
          new RowWindow(
              4 * apart + 1, length, (y, into) -> smoothAlong(finer.row(y), width, apart, into));
      smoothed[size + 1] =
          new RowWindow(
              1 + reachFrom(size + 1),
              length,
              (y, into) -> smoothDown(along, y, height, apart, into));
    }
    Floats colors = storage.floats((long) height * length);
    float[] result = new float[length];
    for (int y = 0; y < height; y++) {
      // The coarsest first: it needs finer rows below, which must not take these rows' places.
      float[] rest = smoothed[SHARES.length].row(y);
      Arrays.fill(result, 0);
      for (int size = 0; size < SHARES.length; size++) {
        float limit = (float) (strength * SHARES[size] / SHARES[0]);
        float[] smoother = smoothed[size + 1].row(y);
        float[] finer = smoothed[size].row(y);
        for (int i = 0; i < length; i += COLORS) {
          keep(finer, smoother, i, limit, result);
        }
      }
      for (int i = 0; i < length; i++) {
        result[i] += rest[i];
      }
      colors.write((long) y * length, result, 0, length);
    }
    return new Picture(width, height, colors, picture.opacities().orElse(null));
  }

  /** How many rows further down the smoothings from a size on look, all together. */
  private static int reachFrom(int size) {
    int reach = 0;
    for (int coarser = size; coarser < SHARES.length; coarser++) {
      reach += 2 << coarser;
    }
    return reach;
  }

  /** Adds what stays of the detail of one pixel. */
  private static void keep(float[] finer, float[] smoother, int i, float limit, float[] result) {
    float red = finer[i] - smoother[i];
    float green = finer[i + 1] - smoother[i + 1];
    float blue = finer[i + 2] - smoother[i + 2];
    float brightness = (red + green + blue) / COLORS;
    float square = brightness * brightness;
    float color = (red * red + green * green + blue * blue) / COLORS - square;
    float kept = brightness * share(square, limit);
    float colorShare = share(color, COLOR_LIMIT * limit);
    result[i] += kept + (red - brightness) * colorShare;
    result[i + 1] += kept + (green - brightness) * colorShare;
    result[i + 2] += kept + (blue - brightness) * colorShare;
  }

  /** The garrote: none of what is below the limit, nearly all of what is far above. */
  private static float share(float square, float limit) {
    float least = limit * limit;
    return square > least ? 1 - least / square : 0;
  }

  private static void smoothAlong(float[] row, int width, int apart, float[] into) {
    int reach = 2 * apart;
    int step = COLORS * apart;
    for (int i = COLORS * reach; i < COLORS * (width - reach); i++) {
      into[i] =
          SPLINE[0] * row[i - 2 * step]
              + SPLINE[1] * row[i - step]
              + SPLINE[2] * row[i]
              + SPLINE[3] * row[i + step]
              + SPLINE[4] * row[i + 2 * step];
    }
    for (int x = 0; x < width; x++) {
      boolean nearBorder = x < reach || x >= width - reach;
      for (int c = 0; nearBorder && c < COLORS; c++) {
        float sum = 0;
        for (int k = -2; k <= 2; k++) {
          sum += SPLINE[k + 2] * row[COLORS * inside(x + k * apart, width) + c];
        }
        into[COLORS * x + c] = sum;
      }
    }
  }

  private static void smoothDown(RowWindow rows, int y, int height, int apart, float[] into) {
    Arrays.fill(into, 0);
    for (int k = -2; k <= 2; k++) {
      float[] row = rows.row(inside(y + k * apart, height));
      for (int i = 0; i < into.length; i++) {
        into[i] += SPLINE[k + 2] * row[i];
      }
    }
  }

  /** The index, mirrored at the border. */
  private static int inside(int index, int count) {
    int mirrored = index < 0 ? -index : index;
    mirrored = mirrored >= count ? 2 * (count - 1) - mirrored : mirrored;
    return Math.max(0, Math.min(count - 1, mirrored));
  }
}
