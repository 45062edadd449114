package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.CellOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import java.util.Arrays;

/** The means of a response over squares, a row of squares at a time, in plain Java. */
public final class OneDnnCells implements CellOperation {
  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final int side;
  private final int down;
  private final int across;
  private final int channels;
  private final float[][] rows;

  /**
   * Prepares it.
   *
   * @param side of a square, in positions
   */
  public OneDnnCells(OneDnnContext context, OneDnnTensor y, int side) {
    this.context = context;
    this.y = y;
    this.side = side;
    this.down = (y.height() + side - 1) / side;
    this.across = (y.width() + side - 1) / side;
    this.channels = y.channels();
    this.rows = new float[context.threads().count()][y.width() * channels];
  }

  @Override
  public int cells() {
    return down * across;
  }

  @Override
  public void forward(float[] means) {
    RowValues[] from = y.rowValues();
    context
        .threads()
        .run(
            down,
            (cellRow, worker) -> {
              float[] row = rows[worker];
              int first = cellRow * across * channels;
              Arrays.fill(means, first, first + across * channels, 0);
              for (int line = cellRow * side; line < end(cellRow); line++) {
                from[line].get(0, row, 0, row.length);
                for (int i = 0; i < row.length; i++) {
                  int x = i / channels;
                  means[first + x / side * channels + i % channels] += share(cellRow, x) * row[i];
                }
              }
            });
  }

  @Override
  public void backward(float[] slopes, Tensor dy) {
    RowValues[] to = ((OneDnnTensor) dy).rowValues();
    context
        .threads()
        .run(
            down,
            (cellRow, worker) -> {
              float[] row = rows[worker];
              int first = cellRow * across * channels;
              for (int line = cellRow * side; line < end(cellRow); line++) {
                to[line].get(0, row, 0, row.length);
                for (int i = 0; i < row.length; i++) {
                  int x = i / channels;
                  row[i] += share(cellRow, x) * slopes[first + x / side * channels + i % channels];
                }
                to[line].put(0, row, 0, row.length);
              }
            });
  }

  private int end(int cellRow) {
    return Math.min(y.height(), (cellRow + 1) * side);
  }

  /** What a position counts in the mean of its cell. */
  private float share(int cellRow, int x) {
    int left = x / side * side;
    int width = Math.min(y.width(), left + side) - left;
    return 1f / (width * (end(cellRow) - cellRow * side));
  }
}
