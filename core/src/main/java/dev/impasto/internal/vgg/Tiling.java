package dev.impasto.internal.vgg;

import dev.impasto.engine.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is cut into tiles, which are evaluated one after another, all in the memory of one.
 *
 * <p>A tile is an inner part, and around it the pixels that the inner part's responses depend on:
 * its halo. Together they are the tile's window. All windows have the same form; they begin where
 * all poolings begin a window, and at the picture's border they end with it, so that there is no
 * halo, and the network's own padding applies. The inner parts cover the picture, each position of
 * a layer once.
 *
 * @param rows the cuts from top to bottom
 * @param columns the cuts from left to right
 */
record Tiling(Axis rows, Axis columns) {
  /** A picture that is one tile. */
  static Tiling whole(int height, int width) {
    return new Tiling(Axis.whole(height), Axis.whole(width));
  }

  /** How many tiles there are. */
  int count() {
    return rows.count() * columns.count();
  }

  /** Whether the picture is one tile. */
  boolean isWhole() {
    return count() == 1;
  }

  /** Pixels that are evaluated in all tiles together. */
  long pixels() {
    return (long) count() * rows.window * columns.window;
  }

  /** The tiles, row by row. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      for (int column = 0; column < columns.count(); column++) {
        tiles.add(new Tile(rows.span(row), columns.span(column)));
      }
    }
    return tiles;
  }

  /** A tile: its rows and its columns. */
  record Tile(Span rows, Span columns) {
    /** Its inner part. */
    Area inner() {
      return new Area(rows.from, columns.from, rows.to - rows.from, columns.to - columns.from);
    }
  }

  /**
   * What a tile has of one side of the picture.
   *
   * @param start where its window begins
   * @param from where its inner part begins
   * @param to where its inner part ends
   * @param last whether it ends with the picture
   */
  record Span(int start, int from, int to, boolean last) {
    /**
     * The same at a layer.
     *
     * @param stride how many pixels it is from a position to the next
     * @param length positions of the layer
     */
    Span at(int stride, int length) {
      return new Span(start / stride, from / stride, last ? length : to / stride, last);
    }
  }

  /**
   * How one side of a picture is cut.
   *
   * @param length of the side
   * @param window the length of every window
   * @param halo pixels on either side of an inner part, but for the picture's border
   * @param starts where the windows begin
   */
  record Axis(int length, int window, int halo, List<Integer> starts) {
    static Axis whole(int length) {
      return new Axis(length, length, 0, List.of(0));
    }

    /**
     * The shortest windows of which so many cover a side.
     *
     * @param halo a multiple of {@code unit}
     * @param unit pixels between two positions of the deepest layer
     * @param grid the distance that windows may have, a multiple of {@code unit}
     * @param count of windows; there are fewer where these have the least length
     */
    static Axis of(int length, int halo, int unit, int grid, int count) {
      for (int steps = (length - 1) / grid; steps > 0 && count > 1; steps--) {
        int windows = Math.min(count, steps + 1);
        int step = (steps + windows - 2) / (windows - 1) * grid;
        int window = length - steps * grid;
        if (window / unit * unit >= step + 2 * halo) {
          List<Integer> starts = new ArrayList<>();
          for (int i = 0; i < windows; i++) {
            starts.add((int) ((long) i * steps / (windows - 1)) * grid);
          }
          return new Axis(length, window, halo, starts);
        }
      }
      return whole(length);
    }

    int count() {
      return starts.size();
    }

    /** Most inner pixels of a window. */
    int inner() {
      int most = 0;
      for (int i = 0; i < count(); i++) {
        most = Math.max(most, span(i).to - span(i).from);
      }
      return most;
    }

    Span span(int i) {
      boolean last = i + 1 == count();
      return new Span(starts.get(i), from(i), last ? length : from(i + 1), last);
    }

    private int from(int i) {
      return i == 0 ? 0 : starts.get(i) + halo;
    }
  }
}
