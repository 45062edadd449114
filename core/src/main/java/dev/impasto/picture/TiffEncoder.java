package dev.impasto.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes TIFF: red, green and blue, alpha where the picture has it, 8 or 16 bits, deflated without
 * loss, with its profile.
 */
final class TiffEncoder {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int DESCRIPTION = 270;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTES = 279;
  private static final int SOFTWARE = 305;
  private static final int PREDICTOR = 317;
  private static final int EXTRA_SAMPLES = 338;
  private static final int PROFILE = 34675;

  private static final int DEFLATE = 8;
  private static final int RGB = 2;
  private static final int DIFFERENCES = 2;
  private static final int ALPHA_APART = 2;

  private static final int HEADER_BYTES = 8;
  private static final int STRIP_SIZE = 1 << 18;
  private static final long MOST_BYTES = 1L << 32;

  private final Picture picture;
  private final int bits;
  private final int channels;
  private final TiffFields fields;

  private TiffEncoder(Picture picture, PictureWriter.Options options) {
    this.picture = picture;
    bits = options.bits();
    fields =
        options.metadata().exif(picture).orElseGet(() -> KeptExif.ofAny(ByteOrder.LITTLE_ENDIAN));
    channels = picture.alpha().isPresent() ? 4 : 3;
  }

  /**
   * Writes a picture.
   *
   * @param channel of an empty file
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(Picture picture, PictureWriter.Options options, FileChannel channel)
      throws IOException {
    new TiffEncoder(picture, options).write(options, channel);
  }

  private void write(PictureWriter.Options options, FileChannel channel) throws IOException {
    int rowBytes = picture.width() * channels * bits / 8;
    int rows = Math.max(1, STRIP_SIZE / rowBytes);
    channel.position(HEADER_BYTES);
    List<Integer> offsets = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int y = 0; y < picture.height(); y += rows) {
      byte[] strip = strip(y, Math.min(picture.height(), y + rows));
      offsets.add((int) channel.position());
      lengths.add(strip.length);
      writeAll(channel, strip);
    }
    describe(options);
    fields.putLongs(STRIP_OFFSETS, array(offsets));
    fields.putLongs(ROWS_PER_STRIP, rows);
    fields.putLongs(STRIP_BYTES, array(lengths));
    writeAll(channel, new byte[(int) (channel.position() % 2)]);
    int first = (int) channel.position();
    writeAll(channel, fields.at(first));
    if (channel.position() >= MOST_BYTES) {
      throw new IOException("a TIFF file holds at most 4 GB: choose a smaller size, or PNG");
    }
    channel.position(0);
    writeAll(channel, fields.header(first));
  }

  private void describe(PictureWriter.Options options) {
    fields.putLongs(WIDTH, picture.width());
    fields.putLongs(HEIGHT, picture.height());
    fields.putShorts(BITS, Collections.nCopies(channels, bits).stream().mapToInt(b -> b).toArray());
    fields.putShorts(COMPRESSION, DEFLATE);
    fields.putShorts(PHOTOMETRIC, RGB);
    fields.putShorts(SAMPLES, channels);
    fields.putShorts(PREDICTOR, DIFFERENCES);
    if (channels == 4) {
      fields.putShorts(EXTRA_SAMPLES, ALPHA_APART);
    }
    fields.putBytes(PROFILE, options.metadata().profile().orElseGet(TiffEncoder::srgb));
    Map<String, String> text = options.text();
    if (!text.isEmpty()) {
      fields.putText(DESCRIPTION, TextLines.of(text));
    }
    String software = text.get("Software");
    if (software != null) {
      fields.putText(SOFTWARE, software);
    }
  }

  private static byte[] srgb() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }

  /** Some rows: in each, values are stored as their differences from those to the left. */
  private byte[] strip(int from, int to) throws IOException {
    int full = (1 << bits) - 1;
    int[] row = new int[picture.width() * channels];
    ByteBuffer bytes = ByteBuffer.allocate(row.length * bits / 8).order(fields.order());
    ByteArrayOutputStream strip = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(strip)) {
      for (int y = from; y < to; y++) {
        Levels.row(picture, y, full, row);
        bytes.clear();
        for (int i = 0; i < row.length; i++) {
          int difference = i < channels ? row[i] : row[i] - row[i - channels];
          if (bits == 16) {
            bytes.putShort((short) difference);
          } else {
            bytes.put((byte) difference);
          }
        }
        deflater.write(bytes.array());
      }
    }
    return strip.toByteArray();
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(value -> value).toArray();
  }
}
