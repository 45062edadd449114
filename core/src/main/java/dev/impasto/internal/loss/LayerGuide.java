package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.loss.Displacement;
import dev.impasto.picture.Mask;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Rows;
import java.util.Arrays;
import java.util.Optional;

/**
 * What each position of a layer counts in a region's statistics. The mean over all positions is 1,
 * so that the region's sums are as large as if it were the whole picture.
 *
 * @param top the first row with a weight above 0
 * @param left the first column with one
 * @param height rows to the last with one
 * @param width columns to the last with one
 * @param weights {@code height x width} values, which lie where the mask does
 */
record LayerGuide(int top, int left, int height, int width, Floats weights) {
  /** Of a mask of the layer's size, which is above 0 somewhere. */
  static LayerGuide of(Mask mask) {
    int top = mask.height();
    int bottom = 0;
    int left = mask.width();
    int right = 0;
    double sum = 0;
    float[] row = new float[mask.width()];
    for (int y = 0; y < mask.height(); y++) {
      mask.read(y, row);
      for (int x = 0; x < row.length; x++) {
        if (row[x] > 0) {
          top = Math.min(top, y);
          bottom = y + 1;
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          sum += row[x];
        }
      }
    }
    int rows = bottom - top;
    int columns = right - left;
    double factor = mask.values().length() / sum;
    Floats weights = mask.values().storage().floats((long) rows * columns);
    for (int y = 0; y < rows; y++) {
      mask.read(top + y, row);
      for (int x = left; x < right; x++) {
        row[x] = (float) (factor * row[x]);
      }
      weights.write((long) y * columns, row, left, columns);
    }
    return new LayerGuide(top, left, rows, columns, weights);
  }

  /** The weights of all positions of the layer. */
  float[] weights(int rows, int columns) {
    float[] all = new float[rows * columns];
    for (int y = 0; y < height; y++) {
      weights.read((long) y * width, all, (top + y) * columns + left, width);
    }
    return all;
  }

  /**
   * The weights of a part of the layer.
   *
   * @param rows of the result, at least the part's
   * @param columns of the result, at least the part's; weights beyond the part are 0
   * @return empty where all are 0
   */
  Optional<float[]> in(Area part, int rows, int columns) {
    int from = Math.max(left, part.left());
    int to = Math.min(left + width, part.left() + part.width());
    int last = Math.min(top + height, part.top() + part.height());
    float[] all = new float[rows * columns];
    boolean any = false;
    for (int y = Math.max(top, part.top()); y < last && from < to; y++) {
      int at = (y - part.top()) * columns - part.left();
      weights.read((long) (y - top) * width + from - left, all, at + from, to - from);
      for (int x = from; x < to; x++) {
        any |= all[at + x] > 0;
      }
    }
    return any ? Optional.of(all) : Optional.empty();
  }

  /**
   * What sums of responses, each times the square of the rounded root of its weight, are multiplied
   * by: these squares then count as many positions as there are.
   */
  float balance(long positions) {
    double sum = 0;
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      weights.read((long) y * width, row, 0, width);
      for (float weight : row) {
        float root = (float) Math.sqrt(weight);
        sum += (double) root * root;
      }
    }
    return sum > 0 ? (float) Math.sqrt(positions / sum) : 1;
  }

  /** What all pairs of positions that are so far apart count together. */
  double pairs(Displacement apart) {
    double[] sums = new double[height];
    Arrays.setAll(
        sums, y -> y + apart.rows() < height ? pairs(y, apart.rows(), apart.columns()) : 0);
    return Arrays.stream(sums).sum();
  }

  private double pairs(int y, int rows, int columns) {
    Rows both = Rows.of(weights, width, y, y + rows + 1);
    float[] values = both.values();
    double sum = 0;
    for (int x = Math.max(0, -columns); x < Math.min(width, width - columns); x++) {
      double first = values[both.at(y) + x];
      sum += Math.sqrt(first * values[both.at(y + rows) + x + columns]);
    }
    return sum;
  }
}
