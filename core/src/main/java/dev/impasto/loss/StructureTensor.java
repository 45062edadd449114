package dev.impasto.loss;

import java.util.Arrays;

/**
 * The structure tensor of a picture in cells of 4x4 pixels: how strongly its colors change there,
 * and along which direction (Förstner and Gülch 1987; summed over the colors as by Di Zenzo, "A
 * note on the gradient of a multi-image", 1986).
 *
 * <p>With x and y a color's derivatives across and down, a cell has the mean over its pixels of
 * {@code Σ x² - y²}, {@code Σ 2xy} and {@code Σ x² + y²}. Where all changes have one direction the
 * first two are as long a vector as the third, at twice the direction's angle; where directions
 * cross they cancel out.
 *
 * <p>Pixels at the border and those that fill no cell count for nothing.
 */
final class StructureTensor {
  /** Numbers of a cell. */
  static final int PARTS = 3;

  /** Pixels across and down a cell. */
  private static final int CELL = 4;

  private static final int COLORS = 3;

  private final int height;

  /** Values in a row of pixels. */
  private final int row;

  private final int rows;
  private final int columns;
  private final double[] cells;
  private final float[] across;
  private final float[] down;

  /** For each value of a row, sums over a cell's height, or its cell's slopes. */
  private final float[][] parts;

  private final float[] step;

  StructureTensor(int height, int width) {
    this.height = height;
    this.row = COLORS * width;
    this.rows = height / CELL;
    this.columns = width / CELL;
    this.cells = new double[PARTS * rows * columns];
    this.across = new float[row];
    this.down = new float[row];
    this.parts = new float[PARTS][row];
    this.step = new float[row];
  }

  /** Cells below each other. */
  int rows() {
    return rows;
  }

  /** Cells side by side. */
  int columns() {
    return columns;
  }

  /**
   * Looks at a picture.
   *
   * @param pixels {@code height x width x 3} values
   * @return three numbers for each cell, row by row; the next picture's are written over them
   */
  double[] forward(float[] pixels) {
    for (int i = 0; i < rows; i++) {
      for (float[] part : parts) {
        Arrays.fill(part, 0);
      }
      for (int y = first(i); y < end(i); y++) {
        differences(pixels, y);
        addSquares(across, down, parts[0], parts[2], row);
        addProducts(across, down, parts[1], row);
      }
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < PARTS; k++) {
          cells[PARTS * (i * columns + j) + k] = mean(parts[k], j);
        }
      }
    }
    return cells;
  }

  private static double mean(float[] sums, int column) {
    double sum = 0;
    for (int at = COLORS * CELL * column; at < COLORS * CELL * (column + 1); at++) {
      sum += sums[at];
    }
    return sum / (CELL * CELL);
  }

  /**
   * Adds the derivative.
   *
   * @param pixels the picture looked at last
   * @param slopes the derivative with respect to each number of each cell
   * @param gradient receives that with respect to the pixels
   */
  void backward(float[] pixels, double[] slopes, float[] gradient) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < PARTS; k++) {
          // Both a square's derivative and a product's have a factor 2, and a difference one of
          // 1/2.
          float slope = (float) (slopes[PARTS * (i * columns + j) + k] / (CELL * CELL));
          Arrays.fill(parts[k], COLORS * CELL * j, COLORS * CELL * (j + 1), slope);
        }
      }
      for (int y = first(i); y < end(i); y++) {
        differences(pixels, y);
        int at = y * row;
        int end = Math.min(row - COLORS, COLORS * CELL * columns);
        slopesAcross(across, down, parts, step, row);
        add(step, gradient, at, COLORS, end);
        subtract(step, gradient, at, -COLORS, end);
        slopesDown(across, down, parts, step, row);
        add(step, gradient, at, row, end);
        subtract(step, gradient, at, -row, end);
      }
    }
  }

  /** The first row of pixels of a row of cells that is not the picture's first. */
  private static int first(int cell) {
    return Math.max(1, cell * CELL);
  }

  /** The row after the last of a row of cells that is not the picture's last. */
  private int end(int cell) {
    return Math.min((cell + 1) * CELL, height - 1);
  }

  /** A row's derivatives, in half the difference of the two neighbors. */
  private void differences(float[] pixels, int y) {
    difference(pixels, y * row, COLORS, across, row - COLORS);
    difference(pixels, y * row, row, down, row - COLORS);
  }

  private static void difference(float[] pixels, int at, int apart, float[] into, int end) {
    for (int i = COLORS; i < end; i++) {
      into[i] = 0.5f * (pixels[at + i + apart] - pixels[at + i - apart]);
    }
  }

  private static void addSquares(float[] x, float[] y, float[] difference, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float xx = x[i] * x[i];
      float yy = y[i] * y[i];
      difference[i] += xx - yy;
      sum[i] += xx + yy;
    }
  }

  private static void addProducts(float[] x, float[] y, float[] products, int n) {
    for (int i = 0; i < n; i++) {
      products[i] += 2 * x[i] * y[i];
    }
  }

  private static void slopesAcross(float[] x, float[] y, float[][] slopes, float[] into, int n) {
    float[] difference = slopes[0];
    float[] product = slopes[1];
    float[] sum = slopes[2];
    for (int i = 0; i < n; i++) {
      into[i] = (sum[i] + difference[i]) * x[i] + product[i] * y[i];
    }
  }

  private static void slopesDown(float[] x, float[] y, float[][] slopes, float[] into, int n) {
    float[] difference = slopes[0];
    float[] product = slopes[1];
    float[] sum = slopes[2];
    for (int i = 0; i < n; i++) {
      into[i] = (sum[i] - difference[i]) * y[i] + product[i] * x[i];
    }
  }

  private static void add(float[] step, float[] gradient, int at, int apart, int end) {
    for (int i = COLORS; i < end; i++) {
      gradient[at + apart + i] += step[i];
    }
  }

  private static void subtract(float[] step, float[] gradient, int at, int apart, int end) {
    for (int i = COLORS; i < end; i++) {
      gradient[at + apart + i] -= step[i];
    }
  }
}
