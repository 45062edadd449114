package dev.impasto.color;

import dev.impasto.picture.Picture;

/**
 * Luminance of sRGB-encoded colors as in YIQ, {@code 0.299 R + 0.587 G + 0.114 B}; what is left of
 * a color without it is its chroma (Gatys et al. 2017, section 5.1).
 */
final class Luminance {
  private Luminance() {}

  private static double of(float[] rgb, int at) {
    return 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];
  }

  /** The picture in grays, with its alpha. */
  static Picture alone(Picture picture) {
    return picture.recolored(
        (y, rgb) -> {
          for (int i = 0; i < rgb.length; i += 3) {
            float value = (float) of(rgb, i);
            rgb[i] = value;
            rgb[i + 1] = value;
            rgb[i + 2] = value;
          }
        });
  }

  /**
   * A picture's luminance with another's chroma, which stays as it is: where both together are no
   * color, the luminance gives way.
   *
   * @param chroma a picture of the same size, its colors in 0..1
   */
  static Picture withChromaOf(Picture luminance, Picture chroma) {
    float[] rgb = new float[3 * chroma.width()];
    return luminance.recolored(
        (y, row) -> {
          chroma.colors().read((long) y * rgb.length, rgb, 0, rgb.length);
          for (int i = 0; i < rgb.length; i += 3) {
            double shift = of(row, i) - of(rgb, i);
            double least = Math.min(rgb[i], Math.min(rgb[i + 1], rgb[i + 2]));
            double most = Math.max(rgb[i], Math.max(rgb[i + 1], rgb[i + 2]));
            shift = Math.max(-least, Math.min(1 - most, shift));
            for (int k = i; k < i + 3; k++) {
              row[k] = (float) (rgb[k] + shift);
            }
          }
        });
  }
}
