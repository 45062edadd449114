package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.GuideOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a response in a region, a row at a time. It is bound by memory, so it is plain Java.
 * Only the rectangle that Z covers is touched.
 */
public final class OneDnnGuide implements GuideOperation {
  private final OneDnnContext context;
  private final Rows y;
  private final Rows z;
  private final int top;
  private final int left;
  private final int height;
  private final int width;
  private final int channels;

  /** The roots of the weights of Z's positions. */
  private final float[] roots;

  /**
   * What sums are multiplied by: the squares of the roots, which are rounded, then count as many
   * positions as there are, so that covariances of what hardly varies have no negative eigenvalues.
   */
  private float balance;

  /** Of each row of Z. */
  private final double[][] rowSums;

  /** Two rows for each thread. */
  private final float[][] rows;

  private final float[][] otherRows;

  /**
   * Prepares it.
   *
   * @param weights of each of Z's positions
   * @param top the row of Y that is Z's first
   * @param left the column of Y that is Z's first
   */
  public OneDnnGuide(
      OneDnnContext context, OneDnnTensor y, float[] weights, int top, int left, OneDnnTensor z) {
    this.context = context;
    this.y = new Rows(y);
    this.z = new Rows(z);
    this.top = top;
    this.left = left;
    this.height = z.height();
    this.width = z.width();
    this.channels = z.channels();
    this.roots = new float[weights.length];
    double sum = 0;
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(weights[i]);
      sum += (double) roots[i] * roots[i];
    }
    this.balance = sum > 0 ? (float) Math.sqrt(y.positions() / sum) : 1;
    this.rowSums = new double[height][channels];
    this.rows = new float[context.threads().count()][width * channels];
    this.otherRows = new float[context.threads().count()][width * channels];
  }

  /** The rows of a tensor in its present memory. */
  private static final class Rows {
    private final OneDnnTensor tensor;
    private @Nullable Memory memory;
    private RowValues[] values = {};

    Rows(OneDnnTensor tensor) {
      this.tensor = tensor;
    }

    RowValues[] values() {
      if (memory != tensor.memory()) {
        memory = tensor.memory();
        values = tensor.rowValues();
      }
      return values;
    }
  }

  @Override
  public void weigh(float[] weights, float other) {
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(weights[i]);
    }
    balance = other;
  }

  @Override
  public void forward(float[] sums) {
    RowValues[] from = y.values();
    RowValues[] to = z.values();
    context
        .threads()
        .run(
            height,
            (line, worker) -> {
              float[] row = rows[worker];
              from[top + line].get(left * channels, row, 0, row.length);
              guide(line, row);
              to[line].put(0, row, 0, row.length);
              to[line].get(0, row, 0, row.length); // as they were rounded
              add(line, row);
            });
    Arrays.fill(sums, 0);
    for (int c = 0; c < sums.length; c++) {
      double sum = 0;
      for (double[] ofRow : rowSums) {
        sum += ofRow[c];
      }
      sums[c] = (float) (balance * sum);
    }
  }

  /** Multiplies a row's values by their roots. */
  private void guide(int line, float[] row) {
    for (int x = 0; x < width; x++) {
      float root = roots[line * width + x];
      int first = x * channels;
      for (int c = 0; c < channels; c++) {
        row[first + c] *= root;
      }
    }
  }

  /** Sums a row up, each value times its root once more. */
  private void add(int line, float[] row) {
    double[] sums = rowSums[line];
    Arrays.fill(sums, 0);
    for (int x = 0; x < width; x++) {
      double root = roots[line * width + x];
      int first = x * channels;
      for (int c = 0; c < channels; c++) {
        sums[c] += root * row[first + c];
      }
    }
  }

  @Override
  public void backward(Tensor dz, float[] b, Tensor dy) {
    RowValues[] from = ((OneDnnTensor) dz).rowValues();
    RowValues[] to = ((OneDnnTensor) dy).rowValues();
    float[] slopes = b.length == 0 ? new float[channels] : b;
    context
        .threads()
        .run(
            height,
            (line, worker) -> {
              float[] inner = rows[worker];
              float[] outer = otherRows[worker];
              from[line].get(0, inner, 0, inner.length);
              to[top + line].get(left * channels, outer, 0, outer.length);
              derive(line, inner, slopes, outer);
              to[top + line].put(left * channels, outer, 0, outer.length);
            });
  }

  private void derive(int line, float[] inner, float[] slopes, float[] outer) {
    for (int x = 0; x < width; x++) {
      float root = roots[line * width + x];
      int first = x * channels;
      for (int c = 0; c < channels; c++) {
        outer[first + c] += root * (inner[first + c] + balance * root * slopes[c]);
      }
    }
  }
}
