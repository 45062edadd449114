package dev.impasto.picture;

import java.io.IOException;

/**
 * Colors that are told by code numbers (ITU-T H.273), as the cICP chunk of PNG does, to sRGB.
 *
 * @param primaries what red, green and blue are
 * @param transfer how light is coded
 * @param full whether samples use all levels, not those of video
 */
record CodedColors(int primaries, int transfer, boolean full) {
  private static final int PQ = 16;
  private static final int HLG = 18;

  private static final double[][] FROM_P3 = {
    {1.2249402, -0.2249402, 0}, {-0.0420570, 1.0420570, 0}, {-0.0196376, -0.0786361, 1.0982736}
  };
  private static final double[][] FROM_2020 = {
    {1.6604910, -0.5876411, -0.0728499},
    {-0.1245505, 1.1328999, -0.0083494},
    {-0.0181508, -0.1005789, 1.1187297}
  };
  private static final double[][] SAME = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /** Whether the codes are among those that are known here; pictures with others are left alone. */
  boolean known() {
    boolean colors = primaries == 1 || primaries == 9 || primaries == 12;
    return colors
        && switch (transfer) {
          case 1, 4, 5, 6, 8, 13, 14, 15, PQ, HLG -> true;
          default -> false;
        };
  }

  /**
   * The pixels in sRGB.
   *
   * @throws IOException if they are of high dynamic range, which a painting cannot have
   */
  Decoded toSrgb(Decoded decoded) throws IOException {
    if (transfer == PQ || transfer == HLG) {
      throw new Unreadable(
          "its colors are HDR (%s), only those of standard range can be read"
              .formatted(transfer == PQ ? "PQ" : "HLG"));
    }
    return decoded.converted(
        decoded.components(),
        samples -> {
          if (!full) {
            fill(samples, decoded.bits());
          }
          if (transfer != 13 || primaries != 1) {
            convert(samples, decoded.components());
          }
          return samples;
        });
  }

  /** From the levels of video to all. */
  private static void fill(float[] samples, int bits) {
    double levels = Math.pow(2, bits) - 1;
    double step = Math.pow(2, bits - 8);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) clamp((samples[i] * levels / step - 16) / 219);
    }
  }

  private void convert(float[] samples, int components) {
    double[][] matrix =
        switch (components == 1 ? 1 : primaries) {
          case 9 -> FROM_2020;
          case 12 -> FROM_P3;
          default -> SAME;
        };
    double[] light = new double[3];
    for (int i = 0; i < samples.length; i += components) {
      for (int c = 0; c < components; c++) {
        light[c] = linear(samples[i + c]);
      }
      for (int c = 0; c < components; c++) {
        double[] row = matrix[c];
        double mixed = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
        samples[i + c] = (float) encodedSrgb(components == 1 ? light[0] : mixed);
      }
    }
  }

  private double linear(double value) {
    return switch (transfer) {
      case 4 -> Math.pow(value, 2.2);
      case 5 -> Math.pow(value, 2.8);
      case 8 -> value;
      case 13 -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
      default -> value < 0.081 ? value / 4.5 : Math.pow((value + 0.099) / 1.099, 1 / 0.45);
    };
  }

  /** Linear light as sRGB encodes it, within 0..1. */
  static double encodedSrgb(double light) {
    double inside = clamp(light);
    return inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055;
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
