package dev.impasto.picture;

import dev.impasto.storage.Storage;

/** Adds a border to a picture, and takes it away. */
final class Borders {
  private static final int COLORS = 3;

  private Borders() {}

  /** The picture continued beyond each border by its mirror image; without its alpha. */
  static Picture mirrored(Picture picture, int margin, Storage storage) {
    int width = picture.width();
    int columns = width + 2 * margin;
    int rows = picture.height() + 2 * margin;
    NewPicture all = new NewPicture(columns, rows, false, storage);
    PictureRow row = new PictureRow(picture);
    float[] wide = new float[COLORS * columns];
    for (int y = 0; y < rows; y++) {
      row.read(inside(y - margin, picture.height()));
      for (int x = 0; x < columns; x++) {
        System.arraycopy(row.rgb(), COLORS * inside(x - margin, width), wide, COLORS * x, COLORS);
      }
      all.put(y, wide);
    }
    return all.picture();
  }

  /** The index that a mirror at the border shows. */
  static int inside(int index, int count) {
    return index < 0 ? -1 - index : index < count ? index : 2 * count - 1 - index;
  }

  /** The picture without its border; without its alpha. */
  static Picture cropped(Picture picture, int margin, Storage storage) {
    int columns = picture.width() - 2 * margin;
    int rows = picture.height() - 2 * margin;
    NewPicture inner = new NewPicture(columns, rows, false, storage);
    float[] row = new float[COLORS * columns];
    for (int y = 0; y < rows; y++) {
      long from = COLORS * ((long) (y + margin) * picture.width() + margin);
      picture.colors().read(from, row, 0, row.length);
      inner.put(y, row);
    }
    return inner.picture();
  }
}
