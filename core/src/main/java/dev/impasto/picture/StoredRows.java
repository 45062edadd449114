package dev.impasto.picture;

import java.awt.image.ColorConvertOp;
import org.jspecify.annotations.Nullable;

/** The rows of a picture as a file stores them: in the file's colors, and as levels. */
final class StoredRows {
  private final Picture picture;
  private final PictureRow row;
  private final boolean opaque;
  private final @Nullable ColorConvertOp conversion;
  private final int bits;

  /**
   * Of a picture in sRGB.
   *
   * @param bits bits per color, 8 or 16
   */
  StoredRows(Picture picture, int bits) {
    this(picture, bits, PictureMetadata.NONE, true);
  }

  /**
   * Of a picture in the colors that a file's metadata say.
   *
   * @param withAlpha whether the file can have an alpha; else it shows the picture on white
   */
  StoredRows(Picture picture, int bits, PictureMetadata metadata, boolean withAlpha) {
    this.picture = picture;
    this.bits = bits;
    opaque = !withAlpha || picture.opacities().isEmpty();
    row = new PictureRow(picture);
    byte[] profile = metadata.profile().orElse(null);
    conversion = profile == null ? null : ColorProfile.fromSrgb(profile);
  }

  int width() {
    return picture.width();
  }

  int height() {
    return picture.height();
  }

  /** Bits per color, 8 or 16. */
  int bits() {
    return bits;
  }

  /** Values a pixel: red, green, blue, and alpha where the file has it. */
  int channels() {
    return opaque ? 3 : 4;
  }

  /**
   * The levels of a row.
   *
   * @param levels receives them, {@code width x channels}
   * @throws IllegalArgumentException if a value is not a number
   */
  void read(int y, int[] levels) {
    float[] rgb = (opaque ? row.readOnWhite(y) : row.read(y)).rgb();
    float[] alpha = opaque ? null : row.alpha();
    if (conversion != null) {
      ColorProfile.convert(conversion, rgb, 3, false);
    }
    int full = (1 << bits) - 1;
    int to = 0;
    for (int pixel = 0; to < levels.length; pixel++) {
      for (int c = 0; c < 3; c++) {
        levels[to++] = Levels.of(rgb[3 * pixel + c], full);
      }
      if (alpha != null) {
        levels[to++] = Levels.of(alpha[pixel], full);
      }
    }
  }
}
