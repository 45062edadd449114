package dev.impasto.internal.loss;

import dev.impasto.loss.Displacement;
import dev.impasto.picture.Mask;
import java.util.Arrays;

/**
 * What each position of a layer counts in a region's statistics. The mean over all positions is 1,
 * so that the region's sums are as large as if it were the whole picture.
 *
 * @param top the first row with a weight above 0
 * @param left the first column with one
 * @param height rows to the last with one
 * @param width columns to the last with one
 * @param weights {@code height x width} values
 */
record LayerGuide(int top, int left, int height, int width, float[] weights) {
  /** Of a mask of the layer's size, which is above 0 somewhere. */
  static LayerGuide of(Mask mask) {
    int top = mask.height();
    int bottom = 0;
    int left = mask.width();
    int right = 0;
    double sum = 0;
    for (int i = 0; i < mask.values().length; i++) {
      if (mask.values()[i] > 0) {
        int x = i % mask.width();
        int y = i / mask.width();
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        sum += mask.values()[i];
      }
    }
    int rows = bottom - top;
    int columns = right - left;
    float[] weights = new float[rows * columns];
    double factor = mask.values().length / sum;
    for (int i = 0; i < weights.length; i++) {
      int at = (top + i / columns) * mask.width() + left + i % columns;
      weights[i] = (float) (factor * mask.values()[at]);
    }
    return new LayerGuide(top, left, rows, columns, weights);
  }

  /** The weights of all positions of the layer. */
  float[] weights(int rows, int columns) {
    float[] all = new float[rows * columns];
    for (int y = 0; y < height; y++) {
      System.arraycopy(weights, y * width, all, (top + y) * columns + left, width);
    }
    return all;
  }

  /** What all pairs of positions that are so far apart count together. */
  double pairs(Displacement apart) {
    double[] sums = new double[height];
    Arrays.setAll(
        sums, y -> y + apart.rows() < height ? pairs(y, apart.rows(), apart.columns()) : 0);
    return Arrays.stream(sums).sum();
  }

  private double pairs(int y, int rows, int columns) {
    double sum = 0;
    for (int x = Math.max(0, -columns); x < Math.min(width, width - columns); x++) {
      double first = weights[y * width + x];
      sum += Math.sqrt(first * weights[(y + rows) * width + x + columns]);
    }
    return sum;
  }
}
