package dev.impasto.picture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads WebP; of an animation, the first frame.
 *
 * <p>The decoder believes what it is told: it takes memory for any size, reads on behind the end as
 * if there were more, and decodes every picture that a file holds. Here sizes are compared first,
 * the end is one, and all pictures but the first are hidden from it.
 */
final class WebpDecoder {
  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int HAS_PROFILE = 0x20;
  private static final int ANIMATED = 0x02;

  /** Without losses one color costs nothing; with them, a block of 256 pixels costs two bits. */
  private static final long MOST_LOSSY_PIXELS_PER_BYTE = 1024;

  /** The decoder reads this far ahead, and a little more. */
  private static final int LOOK_AHEAD = 64;

  private final byte[] file;
  private final ByteBuffer bytes;
  private byte @Nullable [] profile;
  private byte @Nullable [] exif;
  private boolean animated;
  private boolean hasFrame;
  private boolean hasPicture;
  private boolean hasAlpha;

  /** What the canvas or the frame of the picture says; null where there is none. */
  private @Nullable Size claimed;

  private record Size(int width, int height) {}

  private WebpDecoder(byte[] file) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Decodes a file.
   *
   * @throws IOException if it is damaged or cut short
   */
  static Decoded decode(byte[] file, SizeLimit limit) throws IOException {
    WebpDecoder decoder = new WebpDecoder(file.clone());
    if (Integer.toUnsignedLong(decoder.bytes.getInt(4)) + 8 > file.length) {
      throw new EOFException("it is cut short");
    }
    decoder.readChunks(HEADER_BYTES, file.length);
    return Codecs.read(
            Codecs.webpReader(),
            new SequenceInputStream(new ByteArrayInputStream(decoder.file), new BehindTheEnd()),
            reader -> JavaImages.first(reader, limit, JavaImages.Coding.USUAL))
        .with(decoder.profile, decoder.exif == null ? 1 : new ExifTags(decoder.exif).orientation());
  }

  /** What a file says besides its pixels. */
  static Embedded embedded(byte[] file) throws IOException {
    WebpDecoder decoder = new WebpDecoder(file.clone());
    decoder.readChunks(HEADER_BYTES, file.length);
    return Embedded.of(decoder.exif, decoder.profile);
  }

  private void readChunks(int from, int end) throws IOException {
    int at = from;
    while (at + CHUNK_HEADER_BYTES <= end) {
      long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
      long next = at + CHUNK_HEADER_BYTES + length;
      if (next > end) {
        return;
      }
      readChunk(at, at + CHUNK_HEADER_BYTES, (int) length);
      at = (int) Math.min(next + (length & 1), end);
    }
  }

  private void readChunk(int at, int start, int length) throws IOException {
    switch (new String(file, at, 4, StandardCharsets.ISO_8859_1)) {
      case "VP8X" -> {
        if (at == HEADER_BYTES && length >= 10) {
          animated = (file[start] & ANIMATED) != 0;
          claimed = new Size(1 + threeBytes(start + 4), 1 + threeBytes(start + 7));
          // The decoder is not told of the profile, which is then used as for all other formats.
          file[start] &= ~HAS_PROFILE;
        }
      }
      case "ICCP" -> {
        profile = Arrays.copyOfRange(file, start, start + length);
        hide(at);
      }
      case "EXIF" -> {
        if (exif == null) {
          boolean prefixed = length > 6 && file[start] == 'E';
          exif = Arrays.copyOfRange(file, start + (prefixed ? 6 : 0), start + length);
        }
      }
      case "ANMF" -> readFrame(start, length);
      case "ALPH" -> {
        if (hasAlpha || hasPicture) {
          hide(at);
        }
        hasAlpha = true;
      }
      case "VP8 " -> readPicture(at, lossySize(start, length));
      case "VP8L" -> readPicture(at, losslessSize(start, length));
      default -> {
        // Nothing that changes how the picture looks.
      }
    }
  }

  /** The first frame of an animation. */
  private void readFrame(int start, int length) throws IOException {
    if (!animated || hasFrame || length < FRAME_HEADER_BYTES) {
      return;
    }
    hasFrame = true;
    Size canvas = claimed;
    int right = 2 * threeBytes(start) + 1 + threeBytes(start + 6);
    int bottom = 2 * threeBytes(start + 3) + 1 + threeBytes(start + 9);
    if (canvas != null && (right > canvas.width || bottom > canvas.height)) {
      throw new Unreadable(
          "its first frame goes to %d, %d, beyond its %d x %d pixels"
              .formatted(right, bottom, canvas.width, canvas.height));
    }
    claimed = new Size(1 + threeBytes(start + 6), 1 + threeBytes(start + 9));
    animated = false;
    readChunks(start + FRAME_HEADER_BYTES, start + length);
    animated = true;
  }

  /** A picture, which in an animation is that of a frame. */
  private void readPicture(int at, @Nullable Size size) throws IOException {
    if (animated) {
      return;
    }
    if (hasPicture) {
      hide(at);
      return;
    }
    hasPicture = true;
    if (claimed != null && size != null && !size.equals(claimed)) {
      throw new Unreadable(
          "its header says %d x %d pixels, its picture %d x %d"
              .formatted(claimed.width, claimed.height, size.width, size.height));
    }
  }

  private @Nullable Size lossySize(int start, int length) throws IOException {
    if (length < 10) {
      return null;
    }
    Size size = new Size(bytes.getShort(start + 6) & 0x3fff, bytes.getShort(start + 8) & 0x3fff);
    SizeLimit.checkBytes(size.width, size.height, length, MOST_LOSSY_PIXELS_PER_BYTE);
    return size;
  }

  private @Nullable Size losslessSize(int start, int length) {
    if (length < 5) {
      return null;
    }
    int sides = bytes.getInt(start + 1);
    return new Size(1 + (sides & 0x3fff), 1 + (sides >> 14 & 0x3fff));
  }

  /** Gives a chunk a name that the decoder does not know. */
  private void hide(int at) {
    bytes.put(at, "XXXX".getBytes(StandardCharsets.ISO_8859_1));
  }

  private int threeBytes(int at) {
    return (file[at] & 255) | (file[at + 1] & 255) << 8 | (file[at + 2] & 255) << 16;
  }

  /** A few zeros for the decoder to look ahead to, and then an error that it does not swallow. */
  @SuppressWarnings("InputStreamSlowMultibyteRead") // there are few bytes
  private static final class BehindTheEnd extends InputStream {
    private int left = LOOK_AHEAD;

    @Override
    public int read() throws IOException {
      if (left == 0) {
        throw new Unreadable("it is cut short");
      }
      left--;
      return 0;
    }
  }
}
