package dev.impasto.internal.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** What was compressed by deflate, unpacked a piece at a time. */
final class Inflated {
  private static final int CHUNK = 1 << 15;

  private Inflated() {}

  /**
   * A stream of what is unpacked from {@code length} bytes at {@code at}. It throws an IOException
   * where they are damaged.
   *
   * @param raw whether they lack zlib's header
   */
  static InputStream stream(WeightBytes source, long at, long length, boolean raw) {
    // The stream's own inflater would not be freed, so it is closed with the stream.
    return new InflaterInputStream(packed(source, at, length), new Inflater(raw), CHUNK) {
      @Override
      public void close() throws IOException {
        super.close();
        inf.end();
      }
    };
  }

  /** The bytes themselves as a stream. */
  static InputStream packed(WeightBytes source, long at, long length) {
    source.check(at, length, "its data");
    return new InputStream() {
      private long next = at;

      @Override
      public int read() {
        return next < at + length ? source.u8(next++) : -1;
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        if (next == at + length) {
          return count == 0 ? 0 : -1;
        }
        int part = (int) Math.min(count, at + length - next);
        source.fill(next, ByteBuffer.wrap(into, offset, part));
        next += part;
        return part;
      }

      @Override
      public long skip(long count) {
        long part = Math.max(0, Math.min(count, at + length - next));
        next += part;
        return part;
      }
    };
  }

  /** The first {@code count} bytes of what is unpacked; {@code what} it is is for the message. */
  static byte[] bytes(
      WeightBytes source, long at, long length, boolean raw, int count, String what) {
    try (InputStream in = stream(source, at, length, raw)) {
      byte[] bytes = new byte[count];
      source.require(in.readNBytes(bytes, 0, count) == count, "the %s is cut short", what);
      return bytes;
    } catch (IOException | UncheckedIOException e) {
      throw source.damaged("the %s cannot be unpacked; it is damaged", what);
    }
  }
}
