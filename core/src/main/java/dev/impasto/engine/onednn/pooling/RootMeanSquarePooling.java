package dev.impasto.engine.onednn.pooling;

import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 2x2 pooling of squares: {@code y = f r}, where r is the root of the mean of the window's n values
 * squared, and {@code dx = f dy x / (n r)}, which is 0 where all values are. It keeps nothing: r is
 * computed again from x, so that it takes a few passes over memory, and no oneDNN primitive has it.
 */
public final class RootMeanSquarePooling implements PoolingOperation {
  private final OneDnnContext context;
  private final OneDnnTensor x;
  private final OneDnnTensor y;
  private final float factor;
  private final boolean alone;
  private final List<Share> shares = new ArrayList<>();
  private final BoundOperation backward = new BoundOperation();

  /**
   * Binds the operation.
   *
   * @param factor what roots are multiplied by
   */
  public RootMeanSquarePooling(
      OneDnnContext context, double factor, Rounding rounding, OneDnnTensor x, OneDnnTensor y) {
    this.context = context;
    this.x = x;
    this.y = y;
    this.factor = (float) factor;
    this.alone = rounding == Rounding.CEILING;
    RowValues[] from = x.rowValues();
    RowValues[] to = y.rowValues();
    for (RowRange rows : RowRange.shares(y.height(), context.threads().count())) {
      shares.add(new Share(rows, from, to));
    }
  }

  @Override
  public void forward() {
    context.threads().run(shares.size(), (part, worker) -> shares.get(part).forward());
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    backward.run(dy, dx, () -> bind((OneDnnTensor) dy, (OneDnnTensor) dx));
  }

  private Runnable bind(OneDnnTensor dy, OneDnnTensor dx) {
    RowValues[] from = dy.rowValues();
    RowValues[] to = dx.rowValues();
    return () ->
        context.threads().run(shares.size(), (part, worker) -> shares.get(part).backward(from, to));
  }

  /** One thread's part: some rows of y, and the rows of x under them. */
  private final class Share {
    private final RowRange range;
    private final RowValues[] rows;
    private final RowValues[] pooled;
    private final float[] upper = new float[x.width() * x.channels()];
    private final float[] lower = new float[upper.length];

    /** The sums of a row's windows, then their roots; then what its values are multiplied by. */
    private final float[] window = new float[y.width() * y.channels()];

    private final float[] slope = new float[window.length];

    Share(RowRange range, RowValues[] rows, RowValues[] pooled) {
      this.range = range;
      this.rows = rows;
      this.pooled = pooled;
    }

    void forward() {
      for (int i = range.from(); i < range.to(); i++) {
        sum(i);
        for (int k = 0; k < window.length; k++) {
          window[k] = factor * (float) Math.sqrt(window[k] / counted(i, k));
        }
        pooled[i].put(0, window, 0, window.length);
      }
    }

    void backward(RowValues[] dy, RowValues[] dx) {
      for (int i = range.from(); i < range.to(); i++) {
        sum(i);
        dy[i].get(0, slope, 0, slope.length);
        for (int k = 0; k < window.length; k++) {
          int n = counted(i, k);
          float root = (float) Math.sqrt(window[k] / n);
          window[k] = root > 0 ? factor * slope[k] / (n * root) : 0;
        }
        dx[2 * i].put(0, times(upper), 0, upper.length);
        if (2 * i + 1 < x.height()) {
          dx[2 * i + 1].put(0, times(lower), 0, lower.length);
        }
      }
      if (range.last() && !alone && x.height() % 2 == 1) { // the row that belongs to no window
        Arrays.fill(upper, 0);
        dx[x.height() - 1].put(0, upper, 0, upper.length);
      }
    }

    /** Reads the rows under a row of windows, and puts the sums of the squares into window. */
    private void sum(int i) {
      Arrays.fill(window, 0);
      rows[2 * i].get(0, upper, 0, upper.length);
      add(upper);
      if (2 * i + 1 < x.height()) {
        rows[2 * i + 1].get(0, lower, 0, lower.length);
        add(lower);
      }
    }

    private void add(float[] row) {
      int c = x.channels();
      for (int j = 0; j < y.width(); j++) {
        int at = 2 * j * c;
        for (int k = 0; k < c; k++) {
          window[j * c + k] += row[at + k] * row[at + k];
        }
        if (2 * j + 1 < x.width()) {
          for (int k = 0; k < c; k++) {
            window[j * c + k] += row[at + c + k] * row[at + c + k];
          }
        }
      }
    }

    /** How many positions the window of a value has. */
    private int counted(int i, int k) {
      int down = 2 * i + 1 < x.height() ? 2 : 1;
      return 2 * (k / x.channels()) + 1 < x.width() ? 2 * down : down;
    }

    /** Multiplies each value by its window's. */
    private float[] times(float[] row) {
      int c = x.channels();
      for (int j = 0; j < x.width(); j++) {
        int of = j / 2 * c;
        for (int k = 0; k < c; k++) {
          row[j * c + k] = of < window.length ? row[j * c + k] * window[of + k] : 0;
        }
      }
      return row;
    }
  }
}
