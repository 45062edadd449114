package dev.impasto.color;

import dev.impasto.picture.Picture;

/**
 * The OKLab color space (Björn Ottosson, "A perceptual color space for image processing", 2020):
 * lightness L, 0 black to 1 white, and two values of chroma, a from green to red and b from blue to
 * yellow, 0 for grays. A pixel has the three in this order.
 */
final class Oklab {
  private Oklab() {}

  /** A picture whose colors are those of another in OKLab. */
  static Picture of(Picture picture) {
    return picture.recolored((y, row) -> change(row));
  }

  private static void change(float[] lab) {
    for (int i = 0; i < lab.length; i += 3) {
      double r = decoded(lab[i]);
      double g = decoded(lab[i + 1]);
      double b = decoded(lab[i + 2]);
      double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
      double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
      double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
      lab[i] = (float) (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s);
      lab[i + 1] = (float) (1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s);
      lab[i + 2] = (float) (0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }
  }

  /** The picture whose colors in OKLab are given, in sRGB, limited to 0..1. */
  static Picture encoded(Picture lab) {
    return lab.recolored((y, row) -> encode(row));
  }

  private static void encode(float[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      double l = cube(rgb[i] + 0.3963377774 * rgb[i + 1] + 0.2158037573 * rgb[i + 2]);
      double m = cube(rgb[i] - 0.1055613458 * rgb[i + 1] - 0.0638541728 * rgb[i + 2]);
      double s = cube(rgb[i] - 0.0894841775 * rgb[i + 1] - 1.2914855480 * rgb[i + 2]);
      rgb[i] = encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
      rgb[i + 1] = encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
      rgb[i + 2] = encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }
  }

  private static double cube(double value) {
    return value * value * value;
  }

  private static double decoded(float value) {
    double inside = Math.max(0, Math.min(1, value));
    return inside <= 0.04045 ? inside / 12.92 : Math.pow((inside + 0.055) / 1.055, 2.4);
  }

  private static float encoded(double linear) {
    double inside = Math.max(0, Math.min(1, linear));
    return (float)
        (inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055);
  }
}
