package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.Area;
import dev.impasto.engine.CellOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;

/** The means of a response over squares, a row of squares at a time, in plain Java. */
public final class OneDnnCells implements CellOperation {
  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final int height;
  private final int width;
  private final int side;
  private final int down;
  private final int across;
  private final int channels;
  private final float[][] rows;

  /**
   * Prepares it.
   *
   * @param y the response, or its parts
   * @param height rows of the response
   * @param width columns of the response
   * @param side of a square, in positions
   */
  public OneDnnCells(OneDnnContext context, OneDnnTensor y, int height, int width, int side) {
    this.context = context;
    this.y = y;
    this.height = height;
    this.width = width;
    this.side = side;
    this.down = (height + side - 1) / side;
    this.across = (width + side - 1) / side;
    this.channels = y.channels();
    this.rows = new float[context.threads().count()][y.width() * channels];
  }

  @Override
  public int cells() {
    return down * across;
  }

  @Override
  public void forward(Area part, float[] means) {
    RowValues[] from = y.rowValues();
    eachRow(
        part,
        (cellRow, line, row) -> {
          int values = part.width() * channels;
          from[line].get(0, row, 0, values);
          for (int i = 0; i < values; i++) {
            int x = part.left() + i / channels;
            means[at(cellRow, x, i)] += share(cellRow, x) * row[i];
          }
        });
  }

  @Override
  public void backward(Area part, float[] slopes, Tensor dy) {
    RowValues[] to = ((OneDnnTensor) dy).rowValues();
    eachRow(
        part,
        (cellRow, line, row) -> {
          int values = part.width() * channels;
          to[line].get(0, row, 0, values);
          for (int i = 0; i < values; i++) {
            int x = part.left() + i / channels;
            row[i] += share(cellRow, x) * slopes[at(cellRow, x, i)];
          }
          to[line].put(0, row, 0, values);
        });
  }

  /** What is done with a row of a part. */
  private interface Row {
    /**
     * Does it.
     *
     * @param line the part's, from 0
     * @param room for as many values as a row has
     */
    void of(int cellRow, int line, float[] room);
  }

  /** Does something with every row of a part; all rows of a cell are one thread's. */
  private void eachRow(Area part, Row row) {
    int first = part.top() / side;
    int end = (part.top() + part.height() + side - 1) / side;
    context
        .threads()
        .run(
            end - first,
            (i, worker) -> {
              int cellRow = first + i;
              int from = Math.max(part.top(), cellRow * side);
              int to = Math.min(part.top() + part.height(), (cellRow + 1) * side);
              for (int y = from; y < to; y++) {
                row.of(cellRow, y - part.top(), rows[worker]);
              }
            });
  }

  private int at(int cellRow, int x, int i) {
    return (cellRow * across + x / side) * channels + i % channels;
  }

  /** What a position counts in the mean of its cell. */
  private float share(int cellRow, int x) {
    int left = x / side * side;
    int top = cellRow * side;
    return 1f / ((Math.min(width, left + side) - left) * (Math.min(height, top + side) - top));
  }
}
