package dev.impasto.loss;

import java.util.List;

/**
 * The structure tensor in overlapping square windows of some cells, one at every cell.
 *
 * <p>Each window's three numbers are means over its cells, divided by the square root of the third:
 * as amplitudes rather than energies, or a few hard edges would outweigh all strokes.
 */
final class StrokeWindows {
  /** An energy, with colors in 0..1, below which a window shows no strokes. */
  private static final double FAINT = 1e-4;

  private static final int PARTS = StructureTensor.PARTS;

  private final int cellColumns;
  private final int size;
  private final int rows;
  private final int columns;
  private final double[] energies;

  /**
   * Makes the windows.
   *
   * @param cells what they are laid over
   * @param size cells across and down a window
   */
  StrokeWindows(StructureTensor cells, int size) {
    this.cellColumns = cells.columns();
    this.size = size;
    this.rows = cells.rows() - size + 1;
    this.columns = cells.columns() - size + 1;
    this.energies = new double[PARTS * rows * columns];
  }

  /** Whether a picture is large enough for two such windows beside and below each other. */
  static boolean fit(StructureTensor cells, int size) {
    return Math.min(cells.rows(), cells.columns()) >= 2 * size;
  }

  /** The amplitudes' sums and sums of products, as those of a layer with three filters. */
  StyleTarget forward(double[] cells) {
    double[] sums = new double[PARTS];
    double[] products = new double[PARTS * PARTS];
    double[] amplitudes = new double[PARTS];
    for (int window = 0; window < rows * columns; window++) {
      int at = PARTS * window;
      for (int k = 0; k < PARTS; k++) {
        energies[at + k] = mean(cells, window, k);
      }
      double factor = factor(window);
      for (int k = 0; k < PARTS; k++) {
        amplitudes[k] = factor * energies[at + k];
        sums[k] += amplitudes[k];
      }
      for (int k = 0; k < PARTS * PARTS; k++) {
        products[k] += amplitudes[k / PARTS] * amplitudes[k % PARTS];
      }
    }
    return new StyleTarget(PARTS, (long) rows * columns, floats(products), floats(sums), List.of());
  }

  /** Adds the derivative with respect to the cells that were looked at last. */
  void backward(StyleSlopes slopes, double[] cells) {
    double[] slope = new double[PARTS];
    for (int window = 0; window < rows * columns; window++) {
      int at = PARTS * window;
      double factor = factor(window);
      double byFactor = 0;
      for (int k = 0; k < PARTS; k++) {
        double byAmplitude = slopes.sums()[k];
        for (int l = 0; l < PARTS; l++) {
          byAmplitude += slopes.gram()[PARTS * k + l] * factor * energies[at + l];
        }
        slope[k] = factor * byAmplitude;
        byFactor += byAmplitude * energies[at + k];
      }
      slope[PARTS - 1] -= byFactor * factor * factor * factor / 2;
      for (int k = 0; k < PARTS; k++) {
        addMean(slope[k], cells, window, k);
      }
    }
  }

  private double factor(int window) {
    return 1 / Math.sqrt(energies[PARTS * window + PARTS - 1] + FAINT);
  }

  private double mean(double[] cells, int window, int part) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int first = first(window, i) + part;
      for (int j = 0; j < size; j++) {
        sum += cells[first + PARTS * j];
      }
    }
    return sum / (size * size);
  }

  private void addMean(double slope, double[] cells, int window, int part) {
    for (int i = 0; i < size; i++) {
      int first = first(window, i) + part;
      for (int j = 0; j < size; j++) {
        cells[first + PARTS * j] += slope / (size * size);
      }
    }
  }

  /** Where a window's row of cells begins. */
  private int first(int window, int row) {
    return PARTS * ((window / columns + row) * cellColumns + window % columns);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
