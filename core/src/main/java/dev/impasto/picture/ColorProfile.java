package dev.impasto.picture;

import dev.impasto.problem.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * Colors of a file to sRGB, and back.
 *
 * <p>Files without a profile are taken to be sRGB, gray ones with the tone curve of sRGB, so that a
 * gray value simply becomes red, green and blue. (Java itself brightens them: its gray is linear.)
 * A profile that cannot be read, or that is for another number of components, counts as none.
 */
final class ColorProfile {
  private static final int PIXELS_AT_ONCE = 1 << 16;

  private ColorProfile() {}

  /** The pixels in sRGB-encoded red, green and blue, 0..1. */
  static Decoded toSrgb(Decoded decoded) {
    int components = decoded.components();
    ColorConvertOp conversion = conversion(decoded.profile(), components);
    boolean bytes = decoded.bits() <= 8;
    return conversion == null || !works(conversion, components, bytes)
        ? withoutProfile(decoded)
        : decoded.converted(3, samples -> convert(conversion, samples, components, bytes));
  }

  /** Whether a conversion converts: some profiles turn out to be broken only when used. */
  private static boolean works(ColorConvertOp conversion, int components, boolean bytes) {
    try {
      convert(conversion, new float[components], components, bytes);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * A profile that colors can be written in, as it is; null where it cannot be read, and so counts
   * as none.
   *
   * @param file the file it is from, as messages name it
   * @throws InvalidInputException if it is not for red, green and blue, or for reading alone
   */
  static byte @Nullable [] writable(String file, byte[] bytes) {
    ICC_Profile profile;
    try {
      profile = ICC_Profile.getInstance(bytes);
    } catch (IllegalArgumentException e) {
      return null;
    }
    InvalidInputException.require(
        profile.getColorSpaceType() == ColorSpace.TYPE_RGB,
        "the color profile of %s is for %s, and a picture is written in red, green and blue: it"
            + " cannot be carried over",
        file,
        kind(profile.getColorSpaceType()));
    try {
      ColorConvertOp conversion = fromSrgb(bytes);
      if (conversion != null) {
        convert(conversion, new float[3], 3, false);
      }
      return bytes;
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "the color profile of %s has no way from other colors to its own: it cannot be carried over"
              .formatted(file),
          e);
    }
  }

  private static String kind(int colorSpace) {
    return switch (colorSpace) {
      case ColorSpace.TYPE_GRAY -> "gray";
      case ColorSpace.TYPE_CMYK -> "inks (CMYK)";
      case ColorSpace.TYPE_Lab -> "Lab";
      default -> "other colors";
    };
  }

  /**
   * The conversion from sRGB to a profile; null where there is nothing to convert.
   *
   * @param bytes a {@link #writable} profile
   */
  static @Nullable ColorConvertOp fromSrgb(byte[] bytes) {
    if (conversion(bytes, 3) == null) {
      return null;
    }
    ICC_Profile[] way = {
      ICC_Profile.getInstance(ColorSpace.CS_sRGB), ICC_Profile.getInstance(bytes)
    };
    return new ColorConvertOp(way, null);
  }

  /**
   * The conversion from sRGB to a profile and back, to colors as the profile can show them.
   *
   * @param bytes a profile of any kind of colors
   * @throws RuntimeException if it is none, or there is no way to its colors or none back; or only
   *     the first colors that are converted show it
   */
  static ColorConvertOp thereAndBack(byte[] bytes) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    return new ColorConvertOp(new ICC_Profile[] {srgb, ICC_Profile.getInstance(bytes), srgb}, null);
  }

  private static Decoded withoutProfile(Decoded decoded) {
    if (decoded.components() == 3) {
      return decoded;
    }
    float[] rgb = new float[3 * decoded.width()];
    boolean gray = decoded.components() == 1;
    return decoded.converted(
        3,
        samples -> {
          for (int i = 0; i < rgb.length; i++) {
            rgb[i] =
                gray
                    ? samples[i / 3]
                    : (1 - samples[i / 3 * 4 + i % 3]) * (1 - samples[i / 3 * 4 + 3]);
          }
          return rgb;
        });
  }

  /** The conversion from a profile to sRGB; null where there is nothing to convert. */
  private static @Nullable ColorConvertOp conversion(byte @Nullable [] bytes, int components) {
    if (bytes == null) {
      return null;
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      if (profile.getNumComponents() != components
          || profile.getColorSpaceType() == ColorSpace.TYPE_Lab) {
        return null;
      }
      ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
      ColorConvertOp conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
      return components == 3 && changesNothing(conversion) ? null : conversion;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * Whether a conversion moves no color by more than one step of 255, as those from the many
   * profiles that are sRGB do; their pictures then come out exactly as stored.
   */
  private static boolean changesNothing(ColorConvertOp conversion) {
    int steps = 6;
    float[] lattice = new float[3 * steps * steps * steps];
    for (int i = 0; i < lattice.length; i += 3) {
      int color = i / 3;
      for (int c = 0; c < 3; c++) {
        lattice[i + c] = (color % steps) / (steps - 1f);
        color /= steps;
      }
    }
    float[] converted = convert(conversion, lattice.clone(), 3, false);
    for (int i = 0; i < lattice.length; i++) {
      if (Math.abs(converted[i] - lattice[i]) > 1 / 255f) {
        return false;
      }
    }
    return true;
  }

  /**
   * Converts the values of pixels, in place where there are three of each: a copy of a large
   * picture would need much memory. A conversion that fails does so before the first value.
   *
   * @param bytes whether 8 bits are enough; Java takes ten times as long for 16
   */
  static float[] convert(
      ColorConvertOp conversion, float[] samples, int components, boolean bytes) {
    int full = bytes ? 255 : 65535;
    int pixels = samples.length / components;
    float[] rgb = components == 3 ? samples : new float[3 * pixels];
    for (int start = 0; start < pixels; start += PIXELS_AT_ONCE) {
      int count = Math.min(PIXELS_AT_ONCE, pixels - start);
      WritableRaster in = raster(count, components, bytes);
      int[] levels = new int[count * Math.max(3, components)];
      for (int i = 0; i < count * components; i++) {
        levels[i] = Levels.of(samples[start * components + i], full);
      }
      in.setPixels(0, 0, count, 1, levels);
      WritableRaster out = raster(count, 3, bytes);
      conversion.filter(in, out);
      out.getPixels(0, 0, count, 1, levels);
      for (int i = 0; i < count * 3; i++) {
        rgb[3 * start + i] = levels[i] / (float) full;
      }
    }
    return rgb;
  }

  private static WritableRaster raster(int pixels, int bands, boolean bytes) {
    return Raster.createInterleavedRaster(
        bytes ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT, pixels, 1, bands, null);
  }
}
