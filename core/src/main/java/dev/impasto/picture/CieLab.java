package dev.impasto.picture;

/** Colors in CIE L*a*b* under D50, the white of print, as TIFF stores them, to sRGB. */
final class CieLab {
  // From XYZ under D50 to linear sRGB, adapted to D65 after Bradford.
  private static final double[][] XYZ_TO_RGB = {
    {3.1338561, -1.6168667, -0.4906146},
    {-0.9787684, 1.9161415, 0.0334540},
    {0.0719453, -0.2289914, 1.4052427},
  };
  private static final double[] WHITE = {0.9642, 1, 0.8249};

  private CieLab() {}

  /**
   * The pixels in red, green and blue, without a profile.
   *
   * @param decoded samples as they are stored, each by its bits as a share of full; one component
   *     is lightness alone
   * @param signed whether a and b are signed numbers (CIELab), not moved by one half (ICCLab)
   */
  static Decoded toRgb(Decoded decoded, boolean signed) {
    int components = decoded.components();
    boolean wide = decoded.bits() > 8;
    double levels = wide ? 65535 : 255;
    // ICCLab of 16 bits has its full lightness at ff00.
    double full = wide && !signed ? 65280 : levels;
    double unit = wide ? 256 : 1;
    float[] rgb = new float[3 * decoded.width()];
    return decoded.converted(
        3,
        samples -> {
          for (int i = 0; i < decoded.width(); i++) {
            int at = components * i;
            double lightness = 100 * samples[at] * levels / full;
            double a = components < 3 ? 0 : opponent(samples[at + 1] * levels / unit, signed);
            double b = components < 3 ? 0 : opponent(samples[at + 2] * levels / unit, signed);
            put(lightness, a, b, rgb, 3 * i);
          }
          return rgb;
        });
  }

  private static double opponent(double stored, boolean signed) {
    if (!signed) {
      return stored - 128;
    }
    return stored >= 128 ? stored - 256 : stored;
  }

  private static void put(double lightness, double a, double b, float[] rgb, int at) {
    double y = (lightness + 16) / 116;
    double[] xyz = {
      WHITE[0] * linear(y + a / 500), WHITE[1] * linear(y), WHITE[2] * linear(y - b / 200)
    };
    for (int c = 0; c < 3; c++) {
      double[] row = XYZ_TO_RGB[c];
      rgb[at + c] =
          (float) CodedColors.encodedSrgb(row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2]);
    }
  }

  private static double linear(double root) {
    return root > 6 / 29.0 ? root * root * root : 3 * (6 / 29.0) * (6 / 29.0) * (root - 4 / 29.0);
  }
}
