package dev.impasto.engine.onednn.convolution;

import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import org.jspecify.annotations.Nullable;

/** A copy of a tensor whose border is repeated once on every side, and its derivative. */
final class ReplicateBorder {
  private final OneDnnContext context;
  private final OneDnnTensor x;
  private final RowValues[] rows;
  private final float[] row;
  private final float[] sum;
  final OneDnnTensor padded;
  private final RowValues[] paddedRows;
  private @Nullable OneDnnTensor paddedGradient;
  private @Nullable Gradient gradient;

  /**
   * The rows of the derivative with respect to x, and of the derivative with respect to the padded
   * tensor.
   */
  private record Gradient(OneDnnTensor dx, RowValues[] rows, RowValues[] padded) {}

  ReplicateBorder(OneDnnContext context, OneDnnTensor x) {
    this.context = context;
    this.x = x;
    this.rows = x.rowValues();
    this.padded = padded();
    this.paddedRows = padded.rowValues();
    this.row = new float[(x.width() + 2) * x.channels()];
    this.sum = new float[row.length];
  }

  private OneDnnTensor padded() {
    return new OneDnnTensor(context, x.type(), x.height() + 2, x.width() + 2, x.channels());
  }

  OneDnnTensor paddedGradient() {
    if (paddedGradient == null) {
      paddedGradient = padded();
    }
    return paddedGradient;
  }

  /** Computes {@code padded[i][j] = x[clamp(i - 1)][clamp(j - 1)]}. */
  void forward() {
    int c = x.channels();
    int inner = x.width() * c;
    for (int i = 0; i < x.height(); i++) {
      rows[i].get(0, row, c, inner);
      System.arraycopy(row, c, row, 0, c);
      System.arraycopy(row, inner, row, inner + c, c);
      put(i + 1);
      if (i == 0) {
        put(0);
      }
      if (i == x.height() - 1) {
        put(i + 2);
      }
    }
  }

  private void put(int i) {
    paddedRows[i].put(0, row, 0, row.length);
  }

  /**
   * Computes each element of dx: the sum of the derivatives of the padded elements that are copies
   * of its x.
   */
  void backward(OneDnnTensor dx) {
    if (gradient == null || gradient.dx != dx) {
      gradient = new Gradient(dx, dx.rowValues(), paddedGradient().rowValues());
    }
    int c = x.channels();
    int inner = x.width() * c;
    RowValues[] from = gradient.padded;
    for (int i = 0; i < x.height(); i++) {
      from[i + 1].get(0, sum, 0, sum.length);
      if (i == 0) {
        add(from[0]);
      }
      if (i == x.height() - 1) {
        add(from[i + 2]);
      }
      for (int k = 0; k < c; k++) {
        sum[c + k] += sum[k];
        sum[inner + k] += sum[inner + c + k];
      }
      gradient.rows[i].put(0, sum, c, inner);
    }
  }

  private void add(RowValues padding) {
    padding.get(0, row, 0, row.length);
    for (int k = 0; k < row.length; k++) {
      sum[k] += row[k];
    }
  }
}
