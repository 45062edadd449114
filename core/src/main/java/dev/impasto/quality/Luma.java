package dev.impasto.quality;

/** The brightness of a picture: {@code height x width} values. */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Luma(int width, int height, float[] values) {
  /**
   * Blurred by a normal distribution; the border's pixels go on beyond it.
   *
   * @param deviation in pixels
   */
  Luma blurred(double deviation) {
    int reach = Math.max(1, (int) (3 * deviation));
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int k = 0; k < kernel.length; k++) {
      double x = (k - reach) / deviation;
      kernel[k] = Math.exp(-0.5 * x * x);
      sum += kernel[k];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    float[] down = new float[values.length];
    float[] both = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int k = 0; k < kernel.length; k++) {
          value += kernel[k] * values[inside(y + k - reach, height) * width + x];
        }
        down[y * width + x] = (float) value;
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int k = 0; k < kernel.length; k++) {
          value += kernel[k] * down[y * width + inside(x + k - reach, width)];
        }
        both[y * width + x] = (float) value;
      }
    }
    return new Luma(width, height, both);
  }

  private static int inside(int index, int count) {
    return Math.max(0, Math.min(count - 1, index));
  }

  /** The root of the gradient's length: a few strong edges must not decide alone. */
  float[] edges() {
    float[] edges = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        edges[at] =
            (float) Math.sqrt(Math.hypot(slope(at, y, height, width), slope(at, x, width, 1)));
      }
    }
    return edges;
  }

  /** The central difference; at a border that to the neighbor. */
  private double slope(int at, int index, int count, int step) {
    int before = index > 0 ? 1 : 0;
    int after = index < count - 1 ? 1 : 0;
    double difference = (double) values[at + after * step] - values[at - before * step];
    return difference / (before + after);
  }

  /** What another one of the same size leaves of it. */
  Luma minus(Luma other) {
    float[] rest = new float[values.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = values[i] - other.values[i];
    }
    return new Luma(width, height, rest);
  }

  /** The standard deviation. */
  double deviation() {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
