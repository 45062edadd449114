package dev.impasto.picture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG: all depths and color types, interlaced or not, with transparency, profile and EXIF
 * orientation. The chunk cICP goes before a profile; gAMA is ignored, as most programs do.
 *
 * <p>Java's own reader drops profiles, truncates transparency keys and inflates text chunks without
 * bound; here, only as much is inflated as the picture needs.
 */
final class PngDecoder {
  private static final int SIGNATURE_BYTES = 8;
  private static final int MOST_PROFILE_BYTES = 1 << 24;

  /**
   * Deflate cannot do better than this, so that a header is known to lie before memory is taken.
   */
  private static final long MOST_INFLATION = 1032;

  // Adam7: where each of the seven passes starts, and its steps.
  private static final int[] START_X = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] START_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private static final int PALETTE = 3;

  private final byte[] file;
  private final List<InputStream> data = new ArrayList<>();
  private long dataBytes;
  private int width;
  private int height;
  private int depth;
  private int colorType;
  private boolean interlaced;
  private byte @Nullable [] palette;
  private byte @Nullable [] transparency;
  private byte @Nullable [] profile;
  private byte @Nullable [] exif;
  private @Nullable CodedColors colors;

  private PngDecoder(byte[] file) {
    this.file = file;
  }

  /**
   * Decodes a file.
   *
   * @throws IOException if it is damaged or cut short
   */
  static Decoded decode(byte[] file, SizeLimit limit) throws IOException {
    PngDecoder decoder = new PngDecoder(file);
    decoder.readChunks(limit);
    return decoder.decodePixels();
  }

  /** What a file says besides its pixels. */
  static Embedded embedded(byte[] file, SizeLimit limit) throws IOException {
    PngDecoder decoder = new PngDecoder(file);
    decoder.readChunks(limit);
    return new Embedded(decoder.exif, decoder.profile);
  }

  private void readChunks(SizeLimit limit) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file, SIGNATURE_BYTES, file.length - SIGNATURE_BYTES);
    String type;
    do {
      if (bytes.remaining() < 12) {
        throw new EOFException("it is cut short");
      }
      int start = bytes.position();
      long length = Integer.toUnsignedLong(bytes.getInt());
      type = new String(file, start + 4, 4, StandardCharsets.ISO_8859_1);
      bytes.getInt();
      if (length > bytes.remaining() - 4) {
        throw new EOFException("it is cut short");
      }
      int at = bytes.position();
      bytes.position(at + (int) length);
      CRC32 crc = new CRC32();
      crc.update(file, start + 4, (int) length + 4);
      boolean sound = (int) crc.getValue() == bytes.getInt();
      boolean critical = Character.isUpperCase(type.charAt(0));
      if (!sound && critical) {
        throw new Unreadable("the checksum of its part " + printable(type) + " is wrong");
      }
      if (start == SIGNATURE_BYTES && !type.equals("IHDR")) {
        throw new Unreadable("it does not begin with a header");
      }
      if (sound) {
        readChunk(type, at, (int) length, limit);
      }
    } while (!type.equals("IEND"));
  }

  private void readChunk(String type, int at, int length, SizeLimit limit) throws IOException {
    switch (type) {
      case "IHDR" -> readHeader(ByteBuffer.wrap(file, at, length), limit);
      case "PLTE" -> palette = Arrays.copyOfRange(file, at, at + length);
      case "tRNS" -> transparency = Arrays.copyOfRange(file, at, at + length);
      case "iCCP" -> profile = inflateProfile(at, length);
      case "eXIf" -> {
        if (exif == null) {
          exif = Arrays.copyOfRange(file, at, at + length);
        }
      }
      case "cICP" -> {
        // The third is a matrix, which PNG does not have.
        if (length == 4 && file[at + 2] == 0) {
          colors = new CodedColors(file[at] & 255, file[at + 1] & 255, file[at + 3] != 0);
        }
      }
      case "IDAT" -> {
        data.add(new ByteArrayInputStream(file, at, length));
        dataBytes += length;
      }
      default -> {
        // Nothing that changes how the picture looks here.
      }
    }
  }

  private void readHeader(ByteBuffer header, SizeLimit limit) throws IOException {
    if (header.remaining() != 13 || width != 0) {
      throw new Unreadable("its header is damaged");
    }
    width = header.getInt();
    height = header.getInt();
    depth = header.get();
    colorType = header.get();
    int methods = header.getShort();
    int interlace = header.get();
    if (width <= 0 || height <= 0) {
      throw new Unreadable(
          "its header says %d x %d pixels"
              .formatted(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)));
    }
    limit.check(width, height);
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
    interlaced = interlace == 1;
  }

  private byte @Nullable [] inflateProfile(int at, int length) {
    int name = at;
    while (name < at + length && file[name] != 0) {
      name++;
    }
    int start = name + 2;
    if (start >= at + length) {
      return null;
    }
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(file, start, at + length - start))) {
      return in.readNBytes(MOST_PROFILE_BYTES);
    } catch (IOException e) {
      // An unreadable profile is as good as none.
      return null;
    }
  }

  private Decoded decodePixels() throws IOException {
    boolean color = (colorType & 2) != 0;
    boolean hasAlpha = (colorType & 4) != 0;
    int channels = colorType == PALETTE ? 1 : (color ? 3 : 1) + (hasAlpha ? 1 : 0);
    if (rowBytes(width, channels) * height > (dataBytes + 1) * MOST_INFLATION) {
      throw new Unreadable(
          "it has %d bytes of data for %d x %d pixels".formatted(dataBytes, width, height));
    }
    if (colorType == PALETTE && (palette == null || palette.length < 3)) {
      throw new Unreadable("its palette is missing");
    }
    int components = color ? 3 : 1;
    float[] samples = new float[width * height * components];
    float[] alpha = hasAlpha || transparency != null ? new float[width * height] : null;
    try (InputStream in =
        new InflaterInputStream(new SequenceInputStream(Collections.enumeration(data)))) {
      for (int pass = 0; pass < (interlaced ? 7 : 1); pass++) {
        int startX = interlaced ? START_X[pass] : 0;
        int startY = interlaced ? START_Y[pass] : 0;
        int stepX = interlaced ? STEP_X[pass] : 1;
        int stepY = interlaced ? STEP_Y[pass] : 1;
        int columns = (width - startX + stepX - 1) / stepX;
        if (columns <= 0) {
          continue;
        }
        int length = (int) rowBytes(columns, channels);
        byte[] above = new byte[length];
        byte[] row = new byte[length];
        int[] values = new int[columns * channels];
        for (int y = startY; y < height; y += stepY) {
          int filter = in.read();
          if (filter < 0 || in.readNBytes(row, 0, length) < length) {
            throw new EOFException("it is cut short");
          }
          unfilter(filter, row, above, Math.max(1, channels * depth / 8));
          unpack(row, values);
          for (int x = 0; x < columns; x++) {
            int pixel = y * width + startX + x * stepX;
            put(values, x * channels, channels, pixel, samples, alpha);
          }
          byte[] swap = above;
          above = row;
          row = swap;
        }
      }
    } catch (ZipException e) {
      throw new Unreadable("its compressed data is damaged");
    }
    int bits = colorType == PALETTE ? 8 : depth;
    int turn = exif == null ? 1 : new ExifTags(exif).orientation();
    Decoded decoded = new Decoded(width, height, bits, samples, alpha, profile, turn);
    return colors != null && colors.known() ? colors.toSrgb(decoded) : decoded;
  }

  private long rowBytes(int columns, int channels) {
    return ((long) columns * channels * depth + 7) / 8;
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
    if (palette != null && colorType == PALETTE) {
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
    float full = (1 << depth) - 1;
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
      if (values[at + c] != (key & ((1 << depth) - 1))) {
        return false;
      }
    }
    return true;
  }

  private static String printable(String type) {
    return type.matches("[A-Za-z]{4}") ? type : "of unknown type";
  }
}
