package dev.impasto.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Collections;
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

  private static final int STRIP_SIZE = 1 << 18;
  private static final long MOST_BYTES = 1L << 32;

  private final StoredRows rows;
  private final TiffFields fields;

  private TiffEncoder(StoredRows rows, TiffFields fields) {
    this.rows = rows;
    this.fields = fields;
  }

  /**
   * Writes a picture.
   *
   * @param channel of an empty file
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(Picture picture, PictureWriter.Options options, FileChannel channel)
      throws IOException {
    encode(picture, options, channel, MOST_BYTES);
  }

  /**
   * Writes a picture; see {@link #encode(Picture, PictureWriter.Options, FileChannel)}.
   *
   * @param most the bytes from which on the file is BigTIFF
   */
  static void encode(Picture picture, PictureWriter.Options options, FileChannel channel, long most)
      throws IOException {
    TiffFields fields =
        options.metadata().exif(picture).orElseGet(() -> KeptExif.ofAny(ByteOrder.LITTLE_ENDIAN));
    StoredRows rows = new StoredRows(picture, options.bits(), options.metadata(), true);
    new TiffEncoder(rows, fields).write(options, channel, most);
  }

  private void write(PictureWriter.Options options, FileChannel channel, long most)
      throws IOException {
    describe(options);
    int rowBytes = Math.multiplyExact(rows.width(), rows.channels() * rows.bits() / 8);
    int perStrip = Math.max(1, STRIP_SIZE / rowBytes);
    int strips = (rows.height() + perStrip - 1) / perStrip;
    // Which form it will be is known when all is deflated: where it may be the larger one, there
    // is room for its header.
    boolean small = mostBytes((long) rowBytes * rows.height(), strips) < most;
    channel.position((small ? TiffForm.CLASSIC : TiffForm.BIG).headerBytes);
    long[] offsets = new long[strips];
    long[] lengths = new long[strips];
    for (int i = 0; i < strips; i++) {
      int y = i * perStrip;
      byte[] strip = strip(y, Math.min(rows.height(), y + perStrip));
      offsets[i] = channel.position();
      lengths[i] = strip.length;
      writeAll(channel, strip);
    }
    writeAll(channel, new byte[(int) (channel.position() % 2)]);
    fields.putLongs(ROWS_PER_STRIP, perStrip);
    long first = channel.position();
    TiffForm form = TiffForm.CLASSIC;
    byte[] directory = directory(form, offsets, lengths, first);
    if (first + directory.length >= most) {
      form = TiffForm.BIG;
      directory = directory(form, offsets, lengths, first);
    }
    writeAll(channel, directory);
    channel.position(0);
    writeAll(channel, fields.header(first, form));
  }

  /** What a file cannot exceed: data that cannot be deflated grows a little. */
  private long mostBytes(long raw, int strips) {
    long beside = fields.at(0, TiffForm.CLASSIC).length;
    return raw + raw / 1000 + 64L * strips + beside + 1024;
  }

  private byte[] directory(TiffForm form, long[] offsets, long[] lengths, long first) {
    fields.putPlaces(STRIP_OFFSETS, form, offsets);
    fields.putPlaces(STRIP_BYTES, form, lengths);
    return fields.at(first, form);
  }

  private void describe(PictureWriter.Options options) {
    int channels = rows.channels();
    fields.putLongs(WIDTH, rows.width());
    fields.putLongs(HEIGHT, rows.height());
    fields.putShorts(
        BITS, Collections.nCopies(channels, rows.bits()).stream().mapToInt(b -> b).toArray());
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
    int channels = rows.channels();
    int bits = rows.bits();
    int[] row = new int[rows.width() * channels];
    ByteBuffer bytes = ByteBuffer.allocate(row.length * bits / 8).order(fields.order());
    ByteArrayOutputStream strip = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(strip)) {
      for (int y = from; y < to; y++) {
        rows.read(y, row);
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
}
