package dev.impasto.picture;

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
   * Denoises colors.
   *
   * @param strength what the finest details must exceed to stay; coarser ones as much less as white
   *     noise is weaker in them
   */
  static float[] apply(float[] rgb, int width, int height, double strength) {
    float[] result = new float[rgb.length];
    float[] finer = rgb;
    for (int size = 0; size < SHARES.length; size++) {
      float limit = (float) (strength * SHARES[size] / SHARES[0]);
      float[] smoother = smoothed(finer, width, height, 1 << size);
      for (int i = 0; i < rgb.length; i += COLORS) {
        keep(finer, smoother, i, limit, result);
      }
      finer = smoother;
    }
    for (int i = 0; i < rgb.length; i++) {
      result[i] += finer[i];
    }
    return result;
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

  private static float[] smoothed(float[] rgb, int width, int height, int apart) {
    float[] rows = new float[rgb.length];
    float[] both = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / COLORS;
      int x = pixel % width;
      for (int k = -2; k <= 2; k++) {
        rows[i] += SPLINE[k + 2] * rgb[i + (inside(x + k * apart, width) - x) * COLORS];
      }
    }
    for (int i = 0; i < rgb.length; i++) {
      int y = i / COLORS / width;
      for (int k = -2; k <= 2; k++) {
        both[i] += SPLINE[k + 2] * rows[i + (inside(y + k * apart, height) - y) * width * COLORS];
      }
    }
    return both;
  }

  /** The index, mirrored at the border. */
  private static int inside(int index, int count) {
    int mirrored = index < 0 ? -index : index;
    mirrored = mirrored >= count ? 2 * (count - 1) - mirrored : mirrored;
    return Math.max(0, Math.min(count - 1, mirrored));
  }
}
