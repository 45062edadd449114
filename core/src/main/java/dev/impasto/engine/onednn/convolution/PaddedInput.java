package dev.impasto.engine.onednn.convolution;

import dev.impasto.engine.Padding;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a tensor with one more row and column on each side, taken from inside, and its
 * derivative. Both lie in the same memory, one after the other.
 */
final class PaddedInput {
  private final OneDnnContext context;
  private final boolean reflected;
  private final int height;
  private final int width;
  private final int channels;
  private final List<Runnable> copies = new ArrayList<>();
  private final RowValues[] paddedRows;
  private @Nullable Gradient gradient;

  /** The copy, and later the derivative with respect to it. */
  final OneDnnTensor padded;

  /** The steps that compute the derivative with respect to x. */
  private record Gradient(OneDnnTensor dx, List<Runnable> sums) {}

  /**
   * Binds the copy.
   *
   * @param padding what lies beyond the border, not zeros
   * @param room for it
   */
  PaddedInput(OneDnnContext context, Padding padding, OneDnnTensor x, OneDnnTensor room) {
    this.context = context;
    this.reflected = padding == Padding.REFLECT;
    this.height = x.height();
    this.width = x.width();
    this.channels = x.channels();
    this.padded = room.within(0, x.type(), height + 2, width + 2, channels);
    this.paddedRows = padded.rowValues();
    RowValues[] rows = x.rowValues();
    for (RowRange range : RowRange.shares(height + 2, context.threads().count())) {
      float[] row = new float[(width + 2) * channels];
      copies.add(() -> copy(range, rows, row));
    }
  }

  /** Where a position beyond the border has its value from; any other, where it is. */
  private int inside(int position, int size) {
    if (position >= 0 && position < size) {
      return position;
    }
    int into = reflected ? Math.min(1, size - 1) : 0;
    return position < 0 ? into : size - 1 - into;
  }

  /** Computes {@code padded[i][j] = x[inside(i - 1)][inside(j - 1)]}. */
  void forward() {
    context.threads().run(copies);
  }

  private void copy(RowRange range, RowValues[] rows, float[] row) {
    int left = (1 + inside(-1, width)) * channels;
    int right = (1 + inside(width, width)) * channels;
    for (int i = range.from(); i < range.to(); i++) {
      rows[inside(i - 1, height)].get(0, row, channels, width * channels);
      System.arraycopy(row, left, row, 0, channels);
      System.arraycopy(row, right, row, (width + 1) * channels, channels);
      paddedRows[i].put(0, row, 0, row.length);
    }
  }

  /**
   * Computes each element of dx: the sum of the derivatives of the padded elements that are copies
   * of its x.
   */
  void backward(OneDnnTensor dx) {
    if (gradient == null || gradient.dx != dx) {
      List<Runnable> sums = new ArrayList<>();
      RowValues[] rows = dx.rowValues();
      for (RowRange range : RowRange.shares(height, context.threads().count())) {
        float[] sum = new float[(width + 2) * channels];
        float[] row = new float[sum.length];
        sums.add(() -> add(range, rows, sum, row));
      }
      gradient = new Gradient(dx, sums);
    }
    context.threads().run(gradient.sums);
  }

  private void add(RowRange range, RowValues[] rows, float[] sum, float[] row) {
    int left = (1 + inside(-1, width)) * channels;
    int right = (1 + inside(width, width)) * channels;
    for (int i = range.from(); i < range.to(); i++) {
      paddedRows[i + 1].get(0, sum, 0, sum.length);
      if (i == inside(-1, height)) {
        add(paddedRows[0], sum, row);
      }
      if (i == inside(height, height)) {
        add(paddedRows[height + 1], sum, row);
      }
      for (int k = 0; k < channels; k++) {
        sum[left + k] += sum[k];
        sum[right + k] += sum[(width + 1) * channels + k];
      }
      rows[i].put(0, sum, channels, width * channels);
    }
  }

  private static void add(RowValues padding, float[] sum, float[] row) {
    padding.get(0, row, 0, row.length);
    for (int k = 0; k < row.length; k++) {
      sum[k] += row[k];
    }
  }
}
