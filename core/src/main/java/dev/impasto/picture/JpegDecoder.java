package dev.impasto.picture;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JPEG: gray, color and inks (CMYK and YCCK), baseline and progressive. */
final class JpegDecoder {
  /** Bytes between the picture and the end, in the words of Java's decoder. */
  private static final Pattern EXTRANEOUS =
      Pattern.compile("(\\d{1,9}) extraneous bytes before marker 0xd9");

  private JpegDecoder() {}

  /**
   * Decodes a file.
   *
   * @throws IOException if it is damaged, cut short, or of a kind that cannot be read
   */
  static Decoded decode(byte[] file, SizeLimit limit) throws IOException {
    JpegSegments segments = new JpegSegments(file, limit);
    Raster raster =
        Codecs.read(
            Codecs.javaReader("jpeg"),
            segments.picture(),
            reader -> {
              // The decoder fills what is missing or damaged with gray and merely warns.
              reader.addIIOReadWarningListener((source, warning) -> check(warning, segments));
              try {
                return reader.readRaster(0, null);
              } catch (CutShort e) {
                throw new EOFException("it is cut short");
              } catch (Damaged e) {
                throw new Unreadable("its compressed data is damaged");
              }
            });
    int width = segments.width();
    int height = segments.height();
    int components = segments.components();
    if (raster.getWidth() != width
        || raster.getHeight() != height
        || raster.getNumBands() != components) {
      throw new Unreadable("its header is damaged");
    }
    // Turned at once: a copy in floats would need more memory than all the rest.
    int turn = segments.orientation();
    Orientation places = Orientation.of(turn, width, height);
    float[] samples = new float[width * height * components];
    byte[] row = new byte[width * components];
    for (int y = 0; y < height; y++) {
      raster.getDataElements(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int to = places.of(x, y) * components;
        for (int c = 0; c < components; c++) {
          samples[to + c] = (row[x * components + c] & 255) / 255f;
        }
      }
    }
    if (segments.lumaChroma()) {
      toRgb(samples, components);
    }
    if (components == 4) {
      toInks(samples, segments.lumaChroma());
    }
    boolean swapped = Orientation.swapsSides(turn);
    return new Decoded(
        swapped ? height : width,
        swapped ? width : height,
        8,
        samples,
        null,
        segments.profile(),
        1);
  }

  private static void check(String warning, JpegSegments segments) {
    if (warning.contains("remature end")) {
      throw new CutShort();
    }
    Matcher extraneous = EXTRANEOUS.matcher(warning);
    if (extraneous.find() && segments.endsWithFilling(Integer.parseInt(extraneous.group(1)))) {
      return;
    }
    if (warning.contains("Corrupt JPEG data")) {
      throw new Damaged();
    }
  }

  /** Thrown out of the decoder by the listener for warnings. */
  private static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** As {@link Damaged}. */
  private static final class CutShort extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Luminance and two color differences to red, green and blue, as JFIF defines them. */
  private static void toRgb(float[] samples, int components) {
    for (int i = 0; i < samples.length; i += components) {
      float y = samples[i];
      float cb = samples[i + 1] - 128 / 255f;
      float cr = samples[i + 2] - 128 / 255f;
      samples[i] = clamp(y + 1.402f * cr);
      samples[i + 1] = clamp(y - 0.344136f * cb - 0.714136f * cr);
      samples[i + 2] = clamp(y + 1.772f * cb);
    }
  }

  /**
   * Makes 1 mean full ink. Inks are stored inverted, 0 for full ink, whether or not Adobe's marker
   * is there: so do the programs that write them, and all others expect it.
   */
  private static void toInks(float[] samples, boolean lumaChroma) {
    for (int i = 0; i < samples.length; i++) {
      // YCCK codes 1 - ink as if it were red, green and blue, but black as it is.
      boolean complement = lumaChroma && i % 4 != 3;
      if (!complement) {
        samples[i] = 1 - samples[i];
      }
    }
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
