package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;

/**
 * A convolution's weights in Winograd's form: 36 matrices of inputs by outputs, for both ways. They
 * take four times the memory of the weights, so large ones are made anew for each use.
 */
final class WinogradFilters {
  /** The largest that are kept: with more tiles than filters, making them costs little. */
  private static final long MOST_KEPT = 5L << 20;

  /** Inputs that are read at a time: their taps lie side by side. */
  private static final int GROUP = 8;

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

  /** Computes the matrices. */
  void fill(Memory products, Workers workers) {
    FloatBuffer[] matrices = new FloatBuffer[Winograd.PRODUCTS];
    for (int k = 0; k < matrices.length; k++) {
      matrices[k] = products.floats((long) k * inputs * outputs, inputs * outputs);
    }
    Taps[] taps = new Taps[workers.count()];
    workers.run(
        (inputs + GROUP - 1) / GROUP,
        (group, worker) -> {
          if (taps[worker] == null) {
            taps[worker] = new Taps(outputs);
          }
          int first = group * GROUP;
          taps[worker].read(weights, inputs, first, Math.min(GROUP, inputs - first));
          for (int i = first; i < Math.min(first + GROUP, inputs); i++) {
            taps[worker].transform(i - first, matrices, i * outputs);
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
    void read(float[] weights, int inputs, int first, int count) {
      for (int o = 0; o < w[0][0].length; o++) {
        int at = (o * inputs + first) * 9;
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < 9; k++) {
            w[i][k][o] = weights[at++];
          }
        }
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
