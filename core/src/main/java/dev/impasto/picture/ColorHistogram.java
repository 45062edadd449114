package dev.impasto.picture;

/** How many pixels have colors alike, and their mean: in cells of 4 levels of 256 a side. */
final class ColorHistogram {
  /** Bits of a color that tell its cell. */
  static final int BITS = 6;

  static final int CELLS = 1 << (3 * BITS);

  private final int[] counts = new int[CELLS];
  private final long[] sums = new long[3 * CELLS];

  /** The cell of a color of three levels, 0..255. */
  static int cell(int red, int green, int blue) {
    int drop = 8 - BITS;
    return ((red >> drop) << (2 * BITS)) | ((green >> drop) << BITS) | (blue >> drop);
  }

  /** Counts the pixels of a picture. */
  void add(Picture picture) {
    StoredRows rows = new StoredRows(picture, 8);
    int[] row = new int[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      rows.read(y, row);
      for (int i = 0; i < row.length; i += 3) {
        int cell = cell(row[i], row[i + 1], row[i + 2]);
        counts[cell]++;
        for (int c = 0; c < 3; c++) {
          sums[3 * cell + c] += row[i + c];
        }
      }
    }
  }

  int count(int cell) {
    return counts[cell];
  }

  /** The mean level of red (0), green (1) or blue (2) in a cell that is not empty. */
  double mean(int cell, int channel) {
    return (double) sums[3 * cell + channel] / counts[cell];
  }
}
