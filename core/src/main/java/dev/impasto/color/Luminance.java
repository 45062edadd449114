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
    float[] rgb = picture.rgb();
    float[] gray = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      float value = (float) of(rgb, i);
      gray[i] = value;
      gray[i + 1] = value;
      gray[i + 2] = value;
    }
    return new Picture(picture.width(), picture.height(), gray, picture.alpha().orElse(null));
  }

  /**
   * A picture's luminance with another's chroma, which stays as it is: where both together are no
   * color, the luminance gives way.
   *
   * @param chroma a picture of the same size, its colors in 0..1
   */
  static Picture withChromaOf(Picture luminance, Picture chroma) {
    float[] light = luminance.rgb();
    float[] rgb = chroma.rgb();
    float[] both = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      double shift = of(light, i) - of(rgb, i);
      double least = Math.min(rgb[i], Math.min(rgb[i + 1], rgb[i + 2]));
      double most = Math.max(rgb[i], Math.max(rgb[i + 1], rgb[i + 2]));
      shift = Math.max(-least, Math.min(1 - most, shift));
      for (int k = i; k < i + 3; k++) {
        both[k] = (float) (rgb[k] + shift);
      }
    }
    return new Picture(luminance.width(), luminance.height(), both, luminance.alpha().orElse(null));
  }
}
