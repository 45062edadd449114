package dev.impasto.picture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The rows of the usual kinds of TIFF, in strips or tiles: gray, colors with or without alpha, and
 * inks, of 8 or 16 bits side by side, as they are, deflated or in LZW.
 *
 * <p>The decoder of others begins at the top whatever rows it is asked for, so that it has to give
 * all of them at once.
 */
final class TiffRows implements Decoded.Rows {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTES = 279;
  private static final int PLANES = 284;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int INKS = 5;
  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32946;
  private static final int MULTIPLIED_ALPHA = 1;
  private static final int ALPHA_APART = 2;

  /** Tiles may be larger than the picture, by so much. */
  private static final int WIDEST = 1 << 14;

  private final FileBytes file;
  private final ByteOrder order;
  private final int width;
  private final int height;
  private final int bits;
  private final int channels;
  private final int components;
  private final int compression;
  private final boolean differences;
  private final boolean multiplied;
  private final int tileWidth;
  private final int tileHeight;
  private final long[] offsets;
  private final long[] lengths;

  private TiffRows(FileBytes file, TiffDirectory page) {
    this.file = file;
    order = page.order();
    width = number(page, WIDTH, 0);
    height = number(page, HEIGHT, 0);
    bits = number(page, BITS, 1);
    channels = number(page, SAMPLES, 1);
    components = components(number(page, PHOTOMETRIC, -1));
    compression = number(page, COMPRESSION, NONE);
    differences = number(page, PREDICTOR, 1) == 2;
    multiplied = number(page, EXTRA_SAMPLES, 0) == MULTIPLIED_ALPHA;
    boolean tiled = page.has(TILE_OFFSETS);
    tileWidth = tiled ? number(page, TILE_WIDTH, 0) : width;
    tileHeight = tiled ? number(page, TILE_HEIGHT, 0) : number(page, ROWS_PER_STRIP, height);
    long tiles = (long) across() * down();
    int most = (int) Math.min(tiles, file.length());
    offsets = page.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS, most);
    lengths = page.values(tiled ? TILE_BYTES : STRIP_BYTES, most);
  }

  /** Numbers that no picture has are as good as none. */
  private static int number(TiffDirectory page, int tag, int absent) {
    long value = page.value(tag, absent);
    return value > Integer.MAX_VALUE
        ? (tag == ROWS_PER_STRIP ? Integer.MAX_VALUE : 0)
        : (int) value;
  }

  /** Of a kind that is none of these, 0. */
  private static int components(int photometric) {
    return switch (photometric) {
      case BLACK_IS_ZERO -> 1;
      case RGB -> 3;
      case INKS -> 4;
      default -> 0;
    };
  }

  private int across() {
    return tileWidth < 1 ? 0 : (int) (((long) width + tileWidth - 1) / tileWidth);
  }

  private int down() {
    return tileHeight < 1 ? 0 : (int) (((long) height + tileHeight - 1) / tileHeight);
  }

  /**
   * A page's pixels; empty where they are of another kind.
   *
   * @throws IOException if the file is too short for them
   */
  static Optional<Decoded> of(FileBytes file, TiffDirectory page, SizeLimit limit)
      throws IOException {
    TiffRows rows = new TiffRows(file, page);
    if (rows.width < 1 || rows.height < 1 || !rows.isUsual(page)) {
      return Optional.empty();
    }
    limit.check(rows.width, rows.height);
    return Optional.of(
        new Decoded(
            rows.width,
            rows.height,
            new Decoded.Pixel(rows.components, rows.bits, rows.channels > rows.components),
            rows,
            null,
            1));
  }

  private boolean isUsual(TiffDirectory page) {
    long[] each = page.values(BITS);
    boolean alpha = components == 3 && channels == 4;
    int extra = number(page, EXTRA_SAMPLES, 0);
    return (bits == 8 || bits == 16)
        && components > 0
        && (channels == components || alpha)
        && (alpha ? extra == MULTIPLIED_ALPHA || extra == ALPHA_APART : !page.has(EXTRA_SAMPLES))
        && each.length == channels
        && Arrays.stream(each).allMatch(b -> b == bits)
        && Arrays.stream(page.values(SAMPLE_FORMAT)).allMatch(f -> f == 1)
        && number(page, PLANES, 1) == 1
        && number(page, FILL_ORDER, 1) == 1
        && number(page, PREDICTOR, 1) <= (compression == NONE ? 1 : 2)
        && (compression == NONE
            || compression == DEFLATE
            || compression == OLD_DEFLATE
            || compression == LZW)
        && tileWidth <= Math.max(width, WIDEST)
        && (long) tileWidth * channels * bits / 8 <= Integer.MAX_VALUE
        && hasAllTiles();
  }

  /** Whether all strips or tiles lie within the file, as long as they must be. */
  private boolean hasAllTiles() {
    long tiles = (long) across() * down();
    if (tiles == 0 || offsets.length != tiles || lengths.length != tiles) {
      return false;
    }
    for (int i = 0; i < tiles; i++) {
      int rows = Math.min(tileHeight, height - i / across() * tileHeight);
      long least = compression == NONE ? (long) rows * tileRowBytes() : 1;
      if (lengths[i] < least || offsets[i] < 0 || offsets[i] > file.length() - lengths[i]) {
        return false;
      }
      // LZW begins with a code that clears its table; it is written backwards in very old files.
      if (i == 0 && compression == LZW && file.get(offsets[i]) != 0x80) {
        return false;
      }
    }
    return true;
  }

  private int tileRowBytes() {
    return tileWidth * channels * bits / 8;
  }

  @Override
  public void decode(Decoded.Taker to) throws IOException {
    byte[] bytes = new byte[tileRowBytes()];
    int[] values = new int[tileWidth * channels];
    float[] shares = new float[1 << bits];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) (i / (shares.length - 1.0));
    }
    float[] samples = new float[width * components];
    float[] alpha = channels > components ? new float[width] : null;
    InputStream[] tiles = new InputStream[across()];
    Arrays.fill(tiles, InputStream.nullInputStream());
    try {
      for (int y = 0; y < height; y++) {
        for (int tile = 0; tile < tiles.length; tile++) {
          if (y % tileHeight == 0) {
            tiles[tile].close();
            tiles[tile] = tile(y / tileHeight * tiles.length + tile);
          }
          if (tiles[tile].readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("it is cut short");
          }
          unpack(bytes, values);
          int from = tile * tileWidth;
          for (int x = from; x < Math.min(width, from + tileWidth); x++) {
            int at = (x - from) * channels;
            float opacity = 1;
            if (alpha != null) {
              opacity = shares[values[at + components]];
              alpha[x] = opacity;
            }
            boolean divide = alpha != null && multiplied && opacity > 0;
            for (int c = 0; c < components; c++) {
              float value = shares[values[at + c]];
              samples[x * components + c] = divide ? Math.min(1, value / opacity) : value;
            }
          }
        }
        to.row(y, samples, alpha);
      }
    } catch (ZipException e) {
      throw new Unreadable("its compressed data is damaged");
    } finally {
      for (InputStream tile : tiles) {
        tile.close();
      }
    }
  }

  private InputStream tile(int index) {
    InputStream stream = file.part(offsets[index], lengths[index]).stream();
    return switch (compression) {
      case NONE -> stream;
      case LZW -> new LzwInput(stream);
      default -> new InflaterInputStream(stream);
    };
  }

  /** The numbers of a row of a tile, of which the differences may be stored. */
  private void unpack(byte[] bytes, int[] values) {
    int full = (1 << bits) - 1;
    boolean big = order == ByteOrder.BIG_ENDIAN;
    for (int i = 0; i < values.length; i++) {
      int value;
      if (bits == 8) {
        value = bytes[i] & 255;
      } else {
        int one = bytes[2 * i] & 255;
        int other = bytes[2 * i + 1] & 255;
        value = big ? one << 8 | other : other << 8 | one;
      }
      values[i] = differences && i >= channels ? (value + values[i - channels]) & full : value;
    }
  }
}
