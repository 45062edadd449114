package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A copy of a tensor with its border repeated once on every side, and the derivative of that. */
final class ReplicateBorder {
  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnTensor x;
  private final float[] row;
  private final float[] sum;
  final OneDnnTensor padded;
  private @Nullable OneDnnTensor paddedGradient;

  ReplicateBorder(Scope scope, OneDnnEngine engine, OneDnnTensor x) {
    this.scope = scope;
    this.engine = engine;
    this.x = x;
    this.padded =
        new OneDnnTensor(scope, engine.handle, x.height() + 2, x.width() + 2, x.channels());
    this.row = new float[(x.width() + 2) * x.channels()];
    this.sum = new float[row.length];
  }

  OneDnnTensor paddedGradient() {
    if (paddedGradient == null) {
      paddedGradient =
          new OneDnnTensor(
              scope, engine.handle, padded.height(), padded.width(), padded.channels());
    }
    return paddedGradient;
  }

  /** {@code padded[i][j] = x[clamp(i - 1)][clamp(j - 1)]}. */
  void forward() {
    int c = x.channels();
    int inner = x.width() * c;
    for (int i = 0; i < x.height(); i++) {
      x.memory.floats((long) i * inner, inner).get(row, c, inner);
      System.arraycopy(row, c, row, 0, c);
      System.arraycopy(row, inner, row, inner + c, c);
      padded.memory.put((long) (i + 1) * row.length, row);
      if (i == 0) {
        padded.memory.put(0, row);
      }
      if (i == x.height() - 1) {
        padded.memory.put((long) (i + 2) * row.length, row);
      }
    }
  }

  /** Each element of dx is the sum of the padded derivatives that were copied from its x. */
  void backward(OneDnnTensor dx) {
    int c = x.channels();
    int inner = x.width() * c;
    Memory gradient = paddedGradient().memory;
    for (int i = 0; i < x.height(); i++) {
      gradient.get((long) (i + 1) * row.length, sum);
      if (i == 0) {
        addRow(gradient, 0);
      }
      if (i == x.height() - 1) {
        addRow(gradient, i + 2);
      }
      for (int k = 0; k < c; k++) {
        sum[c + k] += sum[k];
        sum[inner + k] += sum[inner + c + k];
      }
      FloatBuffer out = dx.memory.floats((long) i * inner, inner);
      out.put(sum, c, inner);
    }
  }

  private void addRow(Memory gradient, int i) {
    gradient.get((long) i * row.length, row);
    for (int k = 0; k < row.length; k++) {
      sum[k] += row[k];
    }
  }
}
