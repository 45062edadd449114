package dev.impasto.loss;

import dev.impasto.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** Rows of cells are shared among threads in so many bands. */
  private static final int BANDS = 16;

  private final Engine engine;
  private final int height;

  /** Values in a row of pixels. */
  private final int row;

  private final int rows;
  private final int columns;
  private final double[] cells;
  private final List<Band> bands = new ArrayList<>();

  /** Of pictures of one size; {@code engine} lends its threads. */
  StructureTensor(Engine engine, int height, int width) {
    this.engine = engine;
    this.height = height;
    this.row = COLORS * width;
    this.rows = height / CELL;
    this.columns = width / CELL;
    this.cells = new double[PARTS * rows * columns];
    int each = Math.max(1, (rows + BANDS - 1) / BANDS);
    for (int first = 0; first < rows; first += each) {
      bands.add(new Band(first, Math.min(first + each, rows)));
    }
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
    engine.run(bands.size(), i -> bands.get(i).forward(pixels));
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
    // A band adds to the rows next to it as well: no two neighbors at once.
    int even = (bands.size() + 1) / 2;
    engine.run(even, i -> bands.get(2 * i).backward(pixels, slopes, gradient));
    engine.run(bands.size() - even, i -> bands.get(2 * i + 1).backward(pixels, slopes, gradient));
  }

  /** The first row of pixels of a row of cells that is not the picture's first. */
  private static int first(int cell) {
    return Math.max(1, cell * CELL);
  }

  /** The row after the last of a row of cells that is not the picture's last. */
  private int end(int cell) {
    return Math.min((cell + 1) * CELL, height - 1);
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

  /**
   * The derivative with respect to x; with a sign of -1, and x and y exchanged, that with respect
   * to y.
   */
  private static void derive(
      float[] x, float[] y, float[][] slopes, float sign, float[] into, int n) {
    float[] difference = slopes[0];
    float[] product = slopes[1];
    float[] sum = slopes[2];
    for (int i = 0; i < n; i++) {
      into[i] = (sum[i] + sign * difference[i]) * x[i] + product[i] * y[i];
    }
  }

  private static void add(float[] step, float sign, float[] gradient, int at, int end) {
    for (int i = COLORS; i < end; i++) {
      gradient[at + i] += sign * step[i];
    }
  }

  /** Some rows of cells, and what a thread computes with. */
  private final class Band {
    private final int from;
    private final int to;
    private final float[] across = new float[row];
    private final float[] down = new float[row];
    private final float[] step = new float[row];

    /** For each value of a row, sums over a cell's height, or its cell's slopes. */
    private final float[][] parts = new float[PARTS][row];

    Band(int from, int to) {
      this.from = from;
      this.to = to;
    }

    void forward(float[] pixels) {
      for (int i = from; i < to; i++) {
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
    }

    void backward(float[] pixels, double[] slopes, float[] gradient) {
      int end = Math.min(row - COLORS, COLORS * CELL * columns);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < columns; j++) {
          for (int k = 0; k < PARTS; k++) {
            // A square's derivative and a product's have a factor 2, a difference's has 1/2.
            float slope = (float) (slopes[PARTS * (i * columns + j) + k] / (CELL * CELL));
            Arrays.fill(parts[k], COLORS * CELL * j, COLORS * CELL * (j + 1), slope);
          }
        }
        for (int y = first(i); y < end(i); y++) {
          differences(pixels, y);
          derive(across, down, parts, 1, step, row);
          add(step, 1, gradient, y * row + COLORS, end);
          add(step, -1, gradient, y * row - COLORS, end);
          derive(down, across, parts, -1, step, row);
          add(step, 1, gradient, (y + 1) * row, end);
          add(step, -1, gradient, (y - 1) * row, end);
        }
      }
    }

    /** A row's derivatives: half the difference of the two neighbors. */
    private void differences(float[] pixels, int y) {
      difference(pixels, y * row, COLORS, across, row - COLORS);
      difference(pixels, y * row, row, down, row - COLORS);
    }
  }
}
