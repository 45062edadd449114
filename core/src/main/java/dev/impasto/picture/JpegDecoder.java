package dev.impasto.picture;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Reads JPEG: gray, color and inks (CMYK and YCCK), baseline and progressive. */
final class JpegDecoder {
  /** Bytes between the picture and the end, in the words of Java's decoder. */
  private static final Pattern EXTRANEOUS =
      Pattern.compile("(\\d{1,9}) extraneous bytes before marker 0xd9");

  private JpegDecoder() {}

  /**
   * Reads all of a file but its pixels.
   *
   * @throws IOException if it is damaged, cut short, or of a kind that cannot be read
   */
  static Decoded decode(FileBytes file, SizeLimit limit) throws IOException {
    JpegSegments segments = new JpegSegments(file, limit);
    return new Decoded(
        segments.width(),
        segments.height(),
        new Decoded.Pixel(segments.components(), 8, false),
        to -> decode(segments, to),
        segments.profile(),
        segments.orientation());
  }

  private static void decode(JpegSegments segments, Decoded.Taker to) throws IOException {
    Codecs.read(
        Codecs.javaReader("jpeg"),
        segments.picture(),
        reader -> {
          // The decoder fills what is missing or damaged with gray and merely warns.
          reader.addIIOReadWarningListener((source, warning) -> check(warning, segments));
          try {
            if (segments.components() == 4) {
              decodeWhole(reader, segments, to);
            } else {
              decodeRows(reader, segments, to);
            }
          } catch (CutShort e) {
            throw new EOFException("it is cut short");
          } catch (Damaged e) {
            throw new Unreadable("its compressed data is damaged");
          } catch (Refused e) {
            throw e.reason;
          }
          return true;
        });
  }

  /** Decodes into a raster of bytes, one for each value: the decoder knows no image for inks. */
  private static void decodeWhole(ImageReader reader, JpegSegments segments, Decoded.Taker to)
      throws IOException {
    Raster raster = reader.readRaster(0, null);
    if (raster.getWidth() != segments.width()
        || raster.getHeight() != segments.height()
        || raster.getNumBands() != segments.components()) {
      throw new Unreadable("its header is damaged");
    }
    byte[] row = new byte[segments.width() * segments.components()];
    float[] samples = new float[row.length];
    for (int y = 0; y < segments.height(); y++) {
      raster.getDataElements(0, y, segments.width(), 1, row);
      convert(row, segments, samples);
      to.row(y, samples, null);
    }
  }

  /** Passes on each row as the decoder has it. */
  private static void decodeRows(ImageReader reader, JpegSegments segments, Decoded.Taker to)
      throws IOException {
    Passage passage = new Passage(segments, to);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(passage.image());
    reader.read(0, param);
    if (passage.rows != (long) segments.passes() * segments.height()) {
      throw new Unreadable("its header is damaged");
    }
  }

  /**
   * What the decoder takes for its image: rows pass through it. Of a progressive picture all rows
   * come after each scan, and the last ones are right.
   */
  private static final class Passage extends RowRaster {
    private final JpegSegments segments;
    private final Decoded.Taker to;
    private final byte[] row;
    private final float[] samples;
    private long rows;

    Passage(JpegSegments segments, Decoded.Taker to) {
      super(segments.width(), segments.height(), segments.components());
      this.segments = segments;
      this.to = to;
      row = new byte[segments.width() * segments.components()];
      samples = new float[row.length];
    }

    @Override
    public void setRect(int x, int y, Raster decoded) {
      rows++;
      if (rows <= (segments.passes() - 1L) * getHeight()) {
        return;
      }
      decoded.getDataElements(decoded.getMinX(), decoded.getMinY(), getWidth(), 1, row);
      convert(row, segments, samples);
      try {
        to.row(y, samples, null);
      } catch (IOException e) {
        throw new Refused(e);
      }
    }
  }

  /** From bytes to 0..1, and to red, green and blue, or to inks. */
  private static void convert(byte[] row, JpegSegments segments, float[] samples) {
    for (int i = 0; i < row.length; i++) {
      samples[i] = (row[i] & 255) / 255f;
    }
    if (segments.lumaChroma()) {
      toRgb(samples, segments.components());
    }
    if (segments.components() == 4) {
      toInks(samples, segments.lumaChroma());
    }
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

  /** Thrown through the decoder by what takes the rows. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final IOException reason;

    Refused(IOException reason) {
      super(reason);
      this.reason = reason;
    }
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
