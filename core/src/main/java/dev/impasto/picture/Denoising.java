package dev.impasto.picture;

/**
 * Removes what is fine and faint: the picture is split into details of about two, four and eight
 * pixels and the rest, each a difference of two smoothings (the à trous wavelet transform with a
 * cubic B-spline, Starck and Murtagh), and details are brought nearer to 0. What is larger than
 * eight pixels loses nothing, an edge a little of its strength.
 */
final class Denoising {
  private static final float[] SPLINE = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

  /** How much of white noise of deviation 1 is in the details of each size. */
  private static final double[] SHARES = {0.890, 0.201, 0.086};

  private static final int COLORS = 3;

  private Denoising() {}

  /**
   * Denoises colors.
   *
   * @param strength by how much the finest details are brought nearer to 0; coarser ones by as much
   *     less as white noise is weaker in them
   */
  static float[] apply(float[] rgb, int width, int height, double strength) {
    float[] result = new float[rgb.length];
    float[] finer = rgb;
    for (int size = 0; size < SHARES.length; size++) {
      float limit = (float) (strength * SHARES[size] / SHARES[0]);
      float[] smoother = smoothed(finer, width, height, 1 << size);
      for (int i = 0; i < rgb.length; i++) {
        float detail = finer[i] - smoother[i];
        result[i] += detail - Math.max(-limit, Math.min(limit, detail));
      }
      finer = smoother;
    }
    for (int i = 0; i < rgb.length; i++) {
      result[i] += finer[i];
    }
    return result;
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
