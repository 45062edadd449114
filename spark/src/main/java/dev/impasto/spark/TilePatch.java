package dev.impasto.spark;

import dev.impasto.engine.Area;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Values of a rectangle of a picture, on their way from one tile to another.
 *
 * @param source the tile that they come from
 * @param top the rectangle's first row in the picture
 * @param left its first column
 * @param height rows
 * @param width columns
 * @param values {@code height x width x 3} of them
 */
@SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
record TilePatch(int source, int top, int left, int height, int width, float[] values)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Whether two rectangles have a pixel in common. */
  static boolean meet(Area a, Area b) {
    return a.top() < b.top() + b.height()
        && b.top() < a.top() + a.height()
        && a.left() < b.left() + b.width()
        && b.left() < a.left() + a.width();
  }

  /**
   * Cuts out what two rectangles have in common.
   *
   * @param source the tile that the values are of
   * @param values of {@code from}
   */
  static TilePatch cut(int source, float[] values, Area from, Area to) {
    int top = Math.max(from.top(), to.top());
    int left = Math.max(from.left(), to.left());
    int height = Math.min(from.top() + from.height(), to.top() + to.height()) - top;
    int width = Math.min(from.left() + from.width(), to.left() + to.width()) - left;
    TilePatch patch =
        new TilePatch(source, top, left, height, width, new float[3 * height * width]);
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, patch.at(y, from), patch.values, 3 * y * width, 3 * width);
    }
    return patch;
  }

  /** Where a row begins in the values of a rectangle that holds this one. */
  private int at(int row, Area in) {
    return 3 * ((top + row - in.top()) * in.width() + left - in.left());
  }

  /** Copies all values of a rectangle into those of one that holds it. */
  static void paste(float[] values, Area from, float[] to, Area in) {
    for (int y = 0; y < from.height(); y++) {
      int at = 3 * ((from.top() + y - in.top()) * in.width() + from.left() - in.left());
      System.arraycopy(values, 3 * y * from.width(), to, at, 3 * from.width());
    }
  }

  /** The sum of patches, which come in any order, always in the same one. */
  static float[] sum(Iterable<TilePatch> patches, Area in) {
    List<TilePatch> sorted = new ArrayList<>();
    patches.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(TilePatch::source));
    float[] sums = new float[3 * in.height() * in.width()];
    sorted.forEach(patch -> patch.addTo(sums, in));
    return sums;
  }

  /** Adds the values to those of a rectangle that holds this one. */
  private void addTo(float[] sums, Area in) {
    for (int y = 0; y < height; y++) {
      int to = at(y, in);
      int from = 3 * y * width;
      for (int i = 0; i < 3 * width; i++) {
        sums[to + i] += values[from + i];
      }
    }
  }
}
