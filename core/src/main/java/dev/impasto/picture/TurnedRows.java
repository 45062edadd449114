package dev.impasto.picture;

import dev.impasto.storage.Floats;

/**
 * Puts the rows of a file where they lie in the upright picture. Where they become columns, some
 * are gathered first: pixel by pixel, a picture in a file would be written for ever.
 */
final class TurnedRows {
  /** How many values are gathered. */
  private static final int GATHERED = 1 << 22;

  private final Floats values;
  private final int width;
  private final int height;
  private final int channels;
  private final Orientation orientation;
  private final float[] gathered;
  private final int most;

  /** The first row that is gathered, and how many are. */
  private int first;

  private int count;

  /**
   * Turns rows.
   *
   * @param values receives the upright picture's, {@code width x height x channels}
   * @param width columns as stored
   * @param height rows as stored
   */
  TurnedRows(Floats values, int width, int height, int channels, Orientation orientation) {
    this(values, width, height, channels, orientation, GATHERED);
  }

  /** As the other, with a number of values that are gathered at most, but for a row. */
  TurnedRows(
      Floats values,
      int width,
      int height,
      int channels,
      Orientation orientation,
      int mostGathered) {
    this.values = values;
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.orientation = orientation;
    int length = width * channels;
    most = orientation.swapsSides() ? Math.max(1, Math.min(height, mostGathered / length)) : 1;
    gathered = new float[most * length];
  }

  /** Puts a row; all must come, from the top. */
  void put(int y, float[] row) {
    if (orientation.swapsSides()) {
      gather(y, row);
      return;
    }
    if (orientation.mirrored()) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(row, x * channels, gathered, (width - 1 - x) * channels, channels);
      }
    }
    int length = width * channels;
    long to = orientation.upsideDown() ? height - 1 - y : y;
    values.write(to * length, orientation.mirrored() ? gathered : row, 0, length);
  }

  private void gather(int y, float[] row) {
    // Of each column the values lie side by side, as they will in the picture's rows.
    int place = orientation.mirrored() ? most - 1 - count : count;
    for (int x = 0; x < width; x++) {
      System.arraycopy(row, x * channels, gathered, (x * most + place) * channels, channels);
    }
    count++;
    if (count == most || y == height - 1) {
      putGathered();
      first += count;
      count = 0;
    }
  }

  private void putGathered() {
    int column = orientation.mirrored() ? height - first - count : first;
    int from = orientation.mirrored() ? most - count : 0;
    for (int x = 0; x < width; x++) {
      long row = orientation.upsideDown() ? width - 1 - x : x;
      values.write(
          (row * height + column) * channels,
          gathered,
          (x * most + from) * channels,
          count * channels);
    }
  }
}
