package dev.impasto.picture;

import org.jspecify.annotations.Nullable;

/** A copy of one row of a picture, and then of another: pictures may lie in files. */
final class PictureRow {
  private static final int COLORS = 3;

  private final Picture picture;
  private final float[] rgb;
  private final float @Nullable [] alpha;

  PictureRow(Picture picture) {
    this.picture = picture;
    rgb = new float[Math.multiplyExact(COLORS, picture.width())];
    alpha = picture.opacities().isPresent() ? new float[picture.width()] : null;
  }

  /** The colors of the row that was read last; they may be changed. */
  float[] rgb() {
    return rgb;
  }

  /** The opacities of the row that was read last; null where the picture is opaque. */
  float @Nullable [] alpha() {
    return alpha;
  }

  /** Copies a row of the picture. */
  PictureRow read(int y) {
    picture.colors().read((long) y * rgb.length, rgb, 0, rgb.length);
    if (alpha != null) {
      float[] row = alpha;
      picture.opacities().ifPresent(all -> all.read((long) y * row.length, row, 0, row.length));
    }
    return this;
  }

  /**
   * Copies a row as it looks on white paper. Encoded values are mixed, as browsers and most
   * programs do.
   */
  PictureRow readOnWhite(int y) {
    read(y);
    if (alpha != null) {
      for (int i = 0; i < rgb.length; i++) {
        float opacity = alpha[i / COLORS];
        rgb[i] = rgb[i] * opacity + (1 - opacity);
      }
    }
    return this;
  }
}
