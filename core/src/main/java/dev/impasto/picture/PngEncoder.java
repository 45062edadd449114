package dev.impasto.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG: red, green and blue, alpha where the picture has it, 8 or 16 bits. */
final class PngEncoder {
  private static final byte[] PERCEPTUAL = {0};
  private static final int RGB = 2;
  private static final int RGB_AND_ALPHA = 6;

  private PngEncoder() {}

  /**
   * Writes a picture.
   *
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(Picture picture, PictureWriter.Options options, OutputStream out)
      throws IOException {
    PngChunks chunks = new PngChunks(out);
    StoredRows rows = new StoredRows(picture, options.bits(), options.metadata(), true);
    header(chunks, rows);
    byte[] profile = options.metadata().profile().orElse(null);
    if (profile == null) {
      chunks.write("sRGB", PERCEPTUAL);
    } else {
      chunks.write("iCCP", profileChunk(profile));
    }
    TiffFields exif = options.metadata().exif(picture).orElse(null);
    if (exif != null) {
      chunks.write("eXIf", exif.block());
    }
    for (Map.Entry<String, String> entry : options.text().entrySet()) {
      text(chunks, entry.getKey(), entry.getValue());
    }
    pixels(rows, chunks.pixels());
    chunks.write("IEND", new byte[0]);
  }

  static void header(PngChunks chunks, StoredRows rows) throws IOException {
    byte[] header = new byte[13];
    ByteBuffer.wrap(header)
        .putInt(rows.width())
        .putInt(rows.height())
        .put((byte) rows.bits())
        .put((byte) (rows.channels() == 4 ? RGB_AND_ALPHA : RGB));
    chunks.write("IHDR", header);
  }

  /**
   * Writes filtered and deflated pixels.
   *
   * @param out takes them, and is closed
   * @throws IllegalArgumentException if a value is not a number
   */
  static void pixels(StoredRows rows, OutputStream out) throws IOException {
    int bits = rows.bits();
    int pixelBytes = rows.channels() * bits / 8;
    byte[] above = new byte[Math.multiplyExact(rows.width(), pixelBytes)];
    byte[] row = new byte[above.length];
    int[] levels = new int[rows.width() * rows.channels()];
    byte[][] filtered = new byte[5][above.length];
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      for (int y = 0; y < rows.height(); y++) {
        rows.read(y, levels);
        fill(row, levels, bits);
        int filter = filter(row, above, pixelBytes, filtered);
        deflater.write(filter);
        deflater.write(filtered[filter]);
        byte[] swap = above;
        above = row;
        row = swap;
      }
    }
  }

  /** The bytes of a row, before filtering. */
  private static void fill(byte[] row, int[] levels, int bits) {
    int to = 0;
    for (int level : levels) {
      if (bits == 16) {
        row[to++] = (byte) (level >> 8);
      }
      row[to++] = (byte) level;
    }
  }

  /**
   * Applies all five filters of PNG to a row, and chooses the one whose differences are smallest in
   * sum, as the specification recommends.
   *
   * @param filtered receives the row as each filter makes it
   * @return the number of the chosen filter
   */
  private static int filter(byte[] row, byte[] above, int step, byte[][] filtered) {
    for (int i = 0; i < row.length; i++) {
      int left = i < step ? 0 : row[i - step] & 255;
      int up = above[i] & 255;
      int upLeft = i < step ? 0 : above[i - step] & 255;
      int value = row[i];
      filtered[0][i] = (byte) value;
      filtered[1][i] = (byte) (value - left);
      filtered[2][i] = (byte) (value - up);
      filtered[3][i] = (byte) (value - (left + up) / 2);
      filtered[4][i] = (byte) (value - PngRows.paeth(left, up, upLeft));
    }
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int f = 0; f < 5; f++) {
      long sum = 0;
      for (byte difference : filtered[f]) {
        sum += Math.abs(difference);
      }
      if (sum < least) {
        least = sum;
        best = f;
      }
    }
    return best;
  }

  /** The profile after its name, and a zero for "deflated". */
  private static byte[] profileChunk(byte[] profile) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("ICC profile\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(content)) {
      deflater.write(profile);
    }
    return content.toByteArray();
  }

  private static void text(PngChunks chunks, String keyword, String text) throws IOException {
    boolean ascii = text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(keyword.getBytes(StandardCharsets.US_ASCII));
    // The plain kind is read by more programs; the international one takes UTF-8: after the
    // keyword come two zeros for "not compressed", and empty names of language and translation.
    content.writeBytes(new byte[ascii ? 1 : 5]);
    // A zero would end the text for many readers.
    content.writeBytes(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8));
    chunks.write(ascii ? "tEXt" : "iTXt", content.toByteArray());
  }
}
