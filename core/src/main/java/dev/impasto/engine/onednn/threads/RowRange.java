package dev.impasto.engine.onednn.threads;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of the rows of an operation's output: {@code from} to {@code to - 1}.
 *
 * @param last whether it ends with the output's last row
 */
public record RowRange(int from, int to, boolean last) {
  /** The number of rows. */
  public int rows() {
    return to - from;
  }

  /** Cuts the range into pieces of at most {@code most} rows, in order. */
  public List<RowRange> pieces(int most) {
    List<RowRange> pieces = new ArrayList<>();
    for (int first = from; first < to; first += most) {
      int end = Math.min(first + most, to);
      pieces.add(new RowRange(first, end, last && end == to));
    }
    return pieces;
  }

  /**
   * Divides rows into shares of equal size, one for each thread, or fewer where there are fewer
   * rows.
   */
  public static List<RowRange> shares(int rows, int workers) {
    int count = Math.min(rows, workers);
    List<RowRange> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) rows * i / count);
      int to = (int) ((long) rows * (i + 1) / count);
      shares.add(new RowRange(from, to, i == count - 1));
    }
    return shares;
  }
}
