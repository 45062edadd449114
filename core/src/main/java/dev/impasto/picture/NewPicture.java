package dev.impasto.picture;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import org.jspecify.annotations.Nullable;

/** A picture that is made row by row, in a storage. */
final class NewPicture {
  private final int width;
  private final int height;
  private final Floats colors;
  private final @Nullable Floats opacities;

  /** A picture of which every row is still to be put. */
  NewPicture(int width, int height, boolean hasAlpha, Storage storage) {
    this.width = width;
    this.height = height;
    long pixels = (long) width * height;
    colors = storage.floats(3 * pixels);
    opacities = hasAlpha ? storage.floats(pixels) : null;
  }

  /** Copies the colors of a row. */
  void put(int y, float[] rgb) {
    colors.write(3L * width * y, rgb, 0, 3 * width);
  }

  /** Copies the colors and the opacities of a row of a picture that has an alpha. */
  void put(int y, float[] rgb, float[] alpha) {
    put(y, rgb);
    if (opacities != null) {
      opacities.write((long) width * y, alpha, 0, width);
    }
  }

  Picture picture() {
    return new Picture(width, height, colors, opacities);
  }
}
