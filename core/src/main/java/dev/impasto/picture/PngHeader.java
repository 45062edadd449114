package dev.impasto.picture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The header of a PNG file.
 *
 * @param depth bits of a value
 * @param colorType 1 a palette, 2 colors, 4 alpha, added up
 */
record PngHeader(int width, int height, int depth, int colorType, boolean interlaced) {
  private static final int BYTES = 13;
  private static final int PALETTE = 3;

  /**
   * Reads a header.
   *
   * @throws IOException if it is damaged
   */
  static PngHeader of(byte[] bytes) throws IOException {
    if (bytes.length != BYTES) {
      throw new Unreadable("its header is damaged");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int width = header.getInt();
    int height = header.getInt();
    int depth = header.get();
    int colorType = header.get();
    int methods = header.getShort();
    int interlace = header.get();
    if (width <= 0 || height <= 0) {
      throw new Unreadable(
          "its header says %d x %d pixels"
              .formatted(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)));
    }
    boolean valid =
        switch (colorType) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!valid || methods != 0 || interlace < 0 || interlace > 1) {
      throw new Unreadable(
          "its header names color type %d with %d bits, which PNG does not have"
              .formatted(colorType, depth));
    }
    return new PngHeader(width, height, depth, colorType, interlace == 1);
  }

  boolean hasPalette() {
    return colorType == PALETTE;
  }

  /** Whether there is an alpha beside the other values. */
  boolean hasAlpha() {
    return (colorType & 4) != 0;
  }

  /** Values of a pixel without alpha: 1 or 3. */
  int components() {
    return (colorType & 2) != 0 ? 3 : 1;
  }

  /** Values of a pixel as stored. */
  int channels() {
    return hasPalette() ? 1 : components() + (hasAlpha() ? 1 : 0);
  }
}
