package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;

/**
 * A convolution's weights in Winograd's form: 36 matrices of inputs by outputs, for both ways. They
 * take four times the memory of the weights, so large ones are made anew for each use, in parts.
 */
final class WinogradFilters {
  /** The largest that are kept: with more tiles than filters, making them costs little. */
  private static final long MOST_KEPT = 5L << 20;

  private static final int MOST_PARTS = 64;

  /** The most that is made at a time of those that are not kept. */
  private static final long LARGEST_PART = 10L << 20;

  /** Inputs that are read at a time: their taps lie side by side. */
  private static final int GROUP = 16;

  /** Outputs that are read at a time: so few that what was read of them is still in the cache. */
  private static final int ROWS = 32;

  private final int inputs;
  private final int outputs;
  private final float[] weights;

  WinogradFilters(int inputs, int outputs, float[] weights) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
  }

  /** Whether the matrices of so many channels are small enough to be kept. */
  static boolean kept(int inputs, int outputs) {
    return (long) Float.BYTES * Winograd.PRODUCTS * inputs * outputs <= MOST_KEPT;
  }

  /**
   * Into how many equal parts the matrices are divided, by the channels that come out; of the
   * derivative by those that come out there.
   */
  static int parts(int inputs, int outputs) {
    long bytes = (long) Float.BYTES * Winograd.PRODUCTS * inputs * outputs;
    for (long parts = (bytes + LARGEST_PART - 1) / LARGEST_PART; parts <= MOST_PARTS; parts++) {
      if (inputs % parts == 0 && outputs % parts == 0) {
        return kept(inputs, outputs) ? 1 : (int) parts;
      }
    }
    return 1;
  }

  /** Computes the matrices. */
  void fill(Memory products, Workers workers) {
    fill(products, workers, 0, inputs, 0, outputs);
  }

  /** Computes what one part of the convolution needs of them, or of its derivative. */
  void fill(Memory products, Workers workers, boolean derivative, int part, int parts) {
    int n = (derivative ? inputs : outputs) / parts;
    if (derivative) {
      fill(products, workers, part * n, n, 0, outputs);
    } else {
      fill(products, workers, 0, inputs, part * n, n);
    }
  }

  private void fill(
      Memory products, Workers workers, int firstIn, int ins, int firstOut, int outs) {
    FloatBuffer[] matrices = new FloatBuffer[Winograd.PRODUCTS];
    for (int k = 0; k < matrices.length; k++) {
      matrices[k] = products.floats((long) k * ins * outs, ins * outs);
    }
    Taps[] taps = new Taps[workers.count()];
    workers.run(
        (ins + GROUP - 1) / GROUP,
        (group, worker) -> {
          if (taps[worker] == null) {
            taps[worker] = new Taps(outs);
          }
          int first = group * GROUP;
          int count = Math.min(GROUP, ins - first);
          taps[worker].read(weights, inputs, firstOut, firstIn + first, count);
          for (int i = 0; i < count; i++) {
            taps[worker].transform(i, matrices, (first + i) * outs);
          }
        });
  }

  /** One worker's arrays: all filters' taps on some inputs, and what becomes of one input's. */
  private static final class Taps {
    private final float[][][] w;
    private final float[][][] half;
    private final float[][][] u;

    Taps(int outputs) {
      w = new float[GROUP][9][outputs];
      half = new float[3][Winograd.IN][outputs];
      u = new float[Winograd.IN][Winograd.IN][outputs];
    }

    /** Sorts weights that lie filter by filter into arrays of all filters. */
    void read(float[] weights, int inputs, int firstOut, int first, int count) {
      int outputs = w[0][0].length;
      for (int from = 0; from < outputs; from += ROWS) {
        int to = Math.min(from + ROWS, outputs);
        int at = ((firstOut + from) * inputs + first) * 9;
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < 9; k++) {
            column(weights, at + i * 9 + k, inputs * 9, w[i][k], from, to);
          }
        }
      }
    }

    private static void column(
        float[] weights, int first, int stride, float[] column, int from, int to) {
      for (int o = from, at = first; o < to; o++, at += stride) {
        column[o] = weights[at];
      }
    }

    void transform(int input, FloatBuffer[] matrices, int at) {
      int outputs = w[0][0].length;
      Winograd.filter(w[input], half, u, outputs);
      for (int k = 0; k < matrices.length; k++) {
        matrices[k].put(at, u[k / Winograd.IN][k % Winograd.IN], 0, outputs);
      }
    }
  }
}
