package dev.impasto.picture;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.io.IOException;

/** Makes of a file's pixels the picture as it is meant to be seen: in sRGB and upright. */
final class UprightPicture {
  private UprightPicture() {}

  /**
   * Decodes the pixels.
   *
   * @throws IOException if the file is damaged or cut short
   */
  static Picture of(Decoded decoded, Storage storage) throws IOException {
    long pixels = (long) decoded.width() * decoded.height();
    Floats colors = storage.floats(3 * pixels);
    Floats opacities = storage.floats(decoded.hasAlpha() ? pixels : 0);
    boolean whole = false;
    try {
      put(ColorProfile.toSrgb(decoded), colors, opacities);
      whole = true;
    } finally {
      if (!whole) {
        colors.close();
        opacities.close();
      }
    }
    boolean swapped = Orientation.of(decoded.orientation()).swapsSides();
    return new Picture(
        swapped ? decoded.height() : decoded.width(),
        swapped ? decoded.width() : decoded.height(),
        colors,
        decoded.hasAlpha() ? opacities : null);
  }

  private static void put(Decoded decoded, Floats colors, Floats opacities) throws IOException {
    int width = decoded.width();
    int height = decoded.height();
    Orientation orientation = Orientation.of(decoded.orientation());
    TurnedRows rgb = new TurnedRows(colors, width, height, 3, orientation);
    TurnedRows alpha = new TurnedRows(opacities, width, height, 1, orientation);
    decoded
        .rows()
        .decode(
            (y, samples, seen) -> {
              if (seen != null) {
                whiten(samples, seen);
                alpha.put(y, seen);
              }
              rgb.put(y, samples);
            });
  }

  /** What cannot be seen at all is white, whatever color was hidden there. */
  private static void whiten(float[] rgb, float[] alpha) {
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] == 0) {
        rgb[3 * i] = 1;
        rgb[3 * i + 1] = 1;
        rgb[3 * i + 2] = 1;
      }
    }
  }
}
