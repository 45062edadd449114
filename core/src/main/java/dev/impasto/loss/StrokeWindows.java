package dev.impasto.loss;

import java.util.List;

/**
 * The structure tensor in overlapping square windows of some cells, one at every cell.
 *
 * <p>A window's first three numbers are means over its cells, divided by the square root of the
 * third: as amplitudes rather than energies, or a few hard edges would outweigh all strokes. The
 * fourth is how long a vector the first two are: as long as the third where strokes have one
 * direction, whichever that is.
 */
final class StrokeWindows {
  /** An energy, with colors in 0..1, below which a window shows no strokes. */
  private static final double FAINT = 1e-4;

  private static final int PARTS = StructureTensor.PARTS;

  /** A window's numbers: those of the tensor, and the length of the first two. */
  private static final int NUMBERS = PARTS + 1;

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

  /** The amplitudes' sums and sums of products, as those of a layer with four filters. */
  StyleTarget forward(double[] cells) {
    double[] sums = new double[NUMBERS];
    double[] products = new double[NUMBERS * NUMBERS];
    double[] amplitudes = new double[NUMBERS];
    for (int window = 0; window < rows * columns; window++) {
      for (int k = 0; k < PARTS; k++) {
        energies[PARTS * window + k] = mean(cells, window, k);
      }
      readAmplitudes(window, amplitudes);
      for (int k = 0; k < NUMBERS; k++) {
        sums[k] += amplitudes[k];
        for (int l = 0; l < NUMBERS; l++) {
          products[NUMBERS * k + l] += amplitudes[k] * amplitudes[l];
        }
      }
    }
    return new StyleTarget(
        NUMBERS, (long) rows * columns, floats(products), floats(sums), List.of());
  }

  private void readAmplitudes(int window, double[] amplitudes) {
    int at = PARTS * window;
    double factor = factor(window);
    for (int k = 0; k < PARTS; k++) {
      amplitudes[k] = factor * energies[at + k];
    }
    amplitudes[PARTS] = Math.sqrt(amplitudes[0] * amplitudes[0] + amplitudes[1] * amplitudes[1]);
  }

  /** Adds the derivative with respect to the cells that were looked at last. */
  void backward(StyleSlopes slopes, double[] cells) {
    double[] amplitudes = new double[NUMBERS];
    double[] slope = new double[NUMBERS];
    for (int window = 0; window < rows * columns; window++) {
      readAmplitudes(window, amplitudes);
      double byFactor = 0;
      for (int k = 0; k < NUMBERS; k++) {
        slope[k] = slopes.sums()[k];
        for (int l = 0; l < NUMBERS; l++) {
          slope[k] += slopes.gram()[NUMBERS * k + l] * amplitudes[l];
        }
        byFactor += slope[k] * amplitudes[k];
      }
      if (amplitudes[PARTS] > 0) {
        slope[0] += slope[PARTS] * amplitudes[0] / amplitudes[PARTS];
        slope[1] += slope[PARTS] * amplitudes[1] / amplitudes[PARTS];
      }
      double factor = factor(window);
      slope[PARTS - 1] -= byFactor * factor / 2;
      for (int k = 0; k < PARTS; k++) {
        addMean(factor * slope[k], cells, window, k);
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
