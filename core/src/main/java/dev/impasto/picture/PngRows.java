package dev.impasto.picture;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a PNG file's pixels.
 *
 * @param header the file's
 * @param palette red, green and blue of each entry; null where there is none
 * @param transparency what the chunk tRNS holds; null where there is none
 * @param data the deflated pixels
 * @param storage where those of an interlaced picture are gathered
 */
// Handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record PngRows(
    PngHeader header,
    byte @Nullable [] palette,
    byte @Nullable [] transparency,
    List<FileBytes> data,
    Storage storage)
    implements Decoded.Rows {
  /**
   * Deflate cannot do better than this, so that a header is known to lie before memory is taken.
   */
  private static final long MOST_INFLATION = 1032;

  // Adam7: where each of the seven passes starts, and its steps.
  private static final int[] START_X = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] START_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Checks what can be told without decoding.
   *
   * @throws IOException if the file cannot hold the picture that its header claims
   */
  void check() throws IOException {
    long bytes = data.stream().mapToLong(FileBytes::length).sum();
    if (rowBytes(header.width()) * header.height() > (bytes + 1) * MOST_INFLATION) {
      throw new Unreadable(
          "it has %d bytes of data for %d x %d pixels"
              .formatted(bytes, header.width(), header.height()));
    }
    if (header.hasPalette() && (palette == null || palette.length < 3)) {
      throw new Unreadable("its palette is missing");
    }
  }

  boolean hasAlpha() {
    return header.hasAlpha() || transparency != null;
  }

  @Override
  public void decode(Decoded.Taker to) throws IOException {
    Inflater inflater = new Inflater();
    try (InputStream in =
        new InflaterInputStream(FileBytes.joined(data).stream(), inflater, BUFFER_BYTES)) {
      if (header.interlaced()) {
        decodeInterlaced(in, to);
      } else {
        decodePass(in, 0, 1, header.width(), to);
      }
    } catch (ZipException e) {
      throw new Unreadable("its compressed data is damaged");
    } finally {
      inflater.end();
    }
  }

  private void decodeInterlaced(InputStream in, Decoded.Taker to) throws IOException {
    int components = header.components();
    int width = header.width();
    int height = header.height();
    try (Floats samples = storage.floats((long) components * width * height);
        Floats opacities = storage.floats(hasAlpha() ? (long) width * height : 0)) {
      float[] row = new float[components * width];
      float[] alpha = hasAlpha() ? new float[width] : null;
      for (int pass = 0; pass < START_X.length; pass++) {
        int start = START_X[pass];
        int step = STEP_X[pass];
        int columns = (width - start + step - 1) / step;
        if (columns <= 0) {
          continue;
        }
        decodePass(
            in,
            START_Y[pass],
            STEP_Y[pass],
            columns,
            (y, part, partAlpha) -> {
              samples.read((long) y * row.length, row, 0, row.length);
              spread(part, components, start, step, row);
              samples.write((long) y * row.length, row, 0, row.length);
              if (alpha != null && partAlpha != null) {
                opacities.read((long) y * width, alpha, 0, width);
                spread(partAlpha, 1, start, step, alpha);
                opacities.write((long) y * width, alpha, 0, width);
              }
            });
      }
      for (int y = 0; y < height; y++) {
        samples.read((long) y * row.length, row, 0, row.length);
        if (alpha != null) {
          opacities.read((long) y * width, alpha, 0, width);
        }
        to.row(y, row, alpha);
      }
    }
  }

  private static void spread(float[] part, int channels, int start, int step, float[] row) {
    for (int i = 0; i < part.length / channels; i++) {
      System.arraycopy(part, i * channels, row, (start + i * step) * channels, channels);
    }
  }

  /**
   * Decodes the rows of a pass.
   *
   * @param columns of a row, at least 1
   * @param to takes them, with their numbers in the whole picture
   */
  private void decodePass(InputStream in, int startY, int stepY, int columns, Decoded.Taker to)
      throws IOException {
    int channels = header.channels();
    int length = Math.toIntExact(rowBytes(columns));
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    int[] values = new int[columns * channels];
    float[] samples = new float[columns * header.components()];
    float[] alpha = hasAlpha() ? new float[columns] : null;
    for (int y = startY; y < header.height(); y += stepY) {
      int filter = in.read();
      if (filter < 0 || in.readNBytes(row, 0, length) < length) {
        throw new EOFException("it is cut short");
      }
      unfilter(filter, row, above, Math.max(1, channels * header.depth() / 8));
      unpack(row, values);
      for (int x = 0; x < columns; x++) {
        put(values, x * channels, channels, x, samples, alpha);
      }
      to.row(y, samples, alpha);
      byte[] swap = above;
      above = row;
      row = swap;
    }
  }

  private long rowBytes(int columns) {
    return ((long) columns * header.channels() * header.depth() + 7) / 8;
  }

  private static void unfilter(int filter, byte[] row, byte[] above, int step) throws IOException {
    if (filter > 4) {
      throw new Unreadable("its compressed data is damaged");
    }
    for (int i = 0; filter != 0 && i < row.length; i++) {
      int left = i < step ? 0 : row[i - step] & 255;
      int up = above[i] & 255;
      int predicted =
          switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, i < step ? 0 : above[i - step] & 255);
          };
      row[i] = (byte) (row[i] + predicted);
    }
  }

  /** The one of three neighbors that is nearest to left + up - upLeft, as PNG defines it. */
  static int paeth(int left, int up, int upLeft) {
    int fromLeft = Math.abs(up - upLeft);
    int fromUp = Math.abs(left - upLeft);
    int fromUpLeft = Math.abs(left + up - 2 * upLeft);
    if (fromLeft <= fromUp && fromLeft <= fromUpLeft) {
      return left;
    }
    return fromUp <= fromUpLeft ? up : upLeft;
  }

  private void unpack(byte[] row, int[] values) {
    int depth = header.depth();
    if (depth == 8) {
      for (int i = 0; i < values.length; i++) {
        values[i] = row[i] & 255;
      }
    } else if (depth == 16) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (row[2 * i] & 255) << 8 | (row[2 * i + 1] & 255);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        int bit = i * depth;
        values[i] = (row[bit / 8] >> (8 - depth - bit % 8)) & ((1 << depth) - 1);
      }
    }
  }

  /** Stores one pixel. */
  private void put(
      int[] values, int at, int channels, int pixel, float[] samples, float @Nullable [] alpha)
      throws IOException {
    if (palette != null && header.hasPalette()) {
      int index = values[at];
      if (3 * index + 2 >= palette.length) {
        throw new Unreadable("its palette has no entry " + index);
      }
      for (int c = 0; c < 3; c++) {
        samples[3 * pixel + c] = (palette[3 * index + c] & 255) / 255f;
      }
      if (alpha != null && transparency != null) {
        alpha[pixel] = index < transparency.length ? (transparency[index] & 255) / 255f : 1;
      }
      return;
    }
    float full = (1 << header.depth()) - 1;
    int components = channels == 2 || channels == 4 ? channels - 1 : channels;
    for (int c = 0; c < components; c++) {
      samples[components * pixel + c] = values[at + c] / full;
    }
    if (alpha != null) {
      alpha[pixel] =
          components < channels
              ? values[at + components] / full
              : isTransparentColor(values, at, components) ? 0 : 1;
    }
  }

  private boolean isTransparentColor(int[] values, int at, int components) {
    if (transparency == null || transparency.length < 2 * components) {
      return false;
    }
    for (int c = 0; c < components; c++) {
      int key = (transparency[2 * c] & 255) << 8 | (transparency[2 * c + 1] & 255);
      if (values[at + c] != (key & ((1 << header.depth()) - 1))) {
        return false;
      }
    }
    return true;
  }
}
