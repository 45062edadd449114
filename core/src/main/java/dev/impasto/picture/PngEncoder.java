package dev.impasto.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG: red, green and blue, alpha where the picture has it, 8 or 16 bits. */
final class PngEncoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_BYTES = 1 << 16;
  private static final byte[] PERCEPTUAL = {0};

  private PngEncoder() {}

  /**
   * Writes a picture.
   *
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(Picture picture, PictureWriter.Options options, OutputStream out)
      throws IOException {
    boolean hasAlpha = picture.alpha().isPresent();
    out.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(picture.width()).putInt(picture.height());
    header.put((byte) options.bits()).put((byte) (hasAlpha ? 6 : 2));
    chunk(out, "IHDR", header.array(), header.capacity());
    byte[] profile = options.metadata().profile().orElse(null);
    if (profile == null) {
      chunk(out, "sRGB", PERCEPTUAL, 1);
    } else {
      byte[] content = profileChunk(profile);
      chunk(out, "iCCP", content, content.length);
    }
    TiffFields exif = options.metadata().exif(picture).orElse(null);
    if (exif != null) {
      byte[] block = exif.block();
      chunk(out, "eXIf", block, block.length);
    }
    for (Map.Entry<String, String> entry : options.text().entrySet()) {
      text(out, entry.getKey(), entry.getValue());
    }
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(new DataChunks(out))) {
      int channels = hasAlpha ? 4 : 3;
      int pixelBytes = channels * options.bits() / 8;
      byte[] above = new byte[picture.width() * pixelBytes];
      byte[] row = new byte[above.length];
      int[] levels = new int[picture.width() * channels];
      byte[][] filtered = new byte[5][above.length];
      for (int y = 0; y < picture.height(); y++) {
        Levels.row(picture, y, (1 << options.bits()) - 1, levels);
        fill(row, levels, options.bits());
        int filter = filter(row, above, pixelBytes, filtered);
        deflater.write(filter);
        deflater.write(filtered[filter]);
        byte[] swap = above;
        above = row;
        row = swap;
      }
    }
    chunk(out, "IEND", new byte[0], 0);
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
      filtered[4][i] = (byte) (value - PngDecoder.paeth(left, up, upLeft));
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

  private static void text(OutputStream out, String keyword, String text) throws IOException {
    boolean ascii = text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(keyword.getBytes(StandardCharsets.US_ASCII));
    // The plain kind is read by more programs; the international one takes UTF-8: after the
    // keyword come two zeros for "not compressed", and empty names of language and translation.
    content.writeBytes(new byte[ascii ? 1 : 5]);
    // A zero would end the text for many readers.
    content.writeBytes(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8));
    chunk(out, ascii ? "tEXt" : "iTXt", content.toByteArray(), content.size());
  }

  static void chunk(OutputStream out, String type, byte[] content, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content, 0, length);
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    out.write(name);
    out.write(content, 0, length);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** Cuts what is written to it into chunks of data; does not close what it writes to. */
  private static final class DataChunks extends OutputStream {
    private final OutputStream out;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int length;

    DataChunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      buffer[length++] = (byte) value;
      if (length == buffer.length) {
        send();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, buffer.length - length);
        System.arraycopy(bytes, offset + done, buffer, length, part);
        done += part;
        length += part;
        if (length == buffer.length) {
          send();
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (length > 0) {
        send();
      }
    }

    private void send() throws IOException {
      chunk(out, "IDAT", buffer, length);
      length = 0;
    }
  }
}
