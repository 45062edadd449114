package dev.impasto.picture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of a file, at any place, of which few are in memory; for one thread at a time.
 *
 * <p>Its methods throw {@link IndexOutOfBoundsException} for places beyond its end, and {@link
 * UncheckedIOException} where the file cannot be read.
 */
abstract class FileBytes {
  private final long length;

  private FileBytes(long length) {
    this.length = length;
  }

  final long length() {
    return length;
  }

  /** A byte, 0..255. */
  abstract int get(long at);

  /** Copies bytes from a place on. */
  abstract void read(long at, byte[] into, int offset, int count);

  /** A copy of some bytes. */
  final byte[] bytes(long at, int count) {
    Objects.checkFromIndexSize(at, count, length);
    byte[] bytes = new byte[count];
    read(at, bytes, 0, count);
    return bytes;
  }

  /** A copy of all bytes. */
  final byte[] all() throws IOException {
    if (length > Integer.MAX_VALUE - 8) {
      throw new Unreadable("it has %d bytes, more than 2 GB".formatted(length));
    }
    return bytes(0, (int) length);
  }

  /**
   * An unsigned number.
   *
   * @param size its bytes, 1 to 8
   */
  final long number(long at, int size, ByteOrder order) {
    long number = 0;
    for (int i = 0; i < size; i++) {
      int place = order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i;
      number = number << 8 | get(at + place);
    }
    return number;
  }

  /** Some of these bytes as if they were all. */
  final FileBytes part(long at, long count) {
    Objects.checkFromIndexSize(at, count, length);
    return new Part(this, at, count);
  }

  /** All bytes, one after the other. */
  final InputStream stream() {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        return at < length ? get(at++) : -1;
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        int some = (int) Math.min(count, length - at);
        if (some <= 0) {
          return count == 0 ? 0 : -1;
        }
        FileBytes.this.read(at, into, offset, some);
        at += some;
        return some;
      }
    };
  }

  /** Those of an array, not a copy. */
  static FileBytes of(byte[] bytes) {
    return new Array(bytes);
  }

  /** Those of a file, as long as it is open. */
  static FileBytes of(FileChannel channel) throws IOException {
    return new Channel(channel);
  }

  /** Those of several, one after the other. */
  static FileBytes joined(List<FileBytes> parts) {
    return new Joined(parts);
  }

  private static final class Array extends FileBytes {
    private final byte[] bytes;

    Array(byte[] bytes) {
      super(bytes.length);
      this.bytes = bytes;
    }

    @Override
    int get(long at) {
      return bytes[Math.toIntExact(at)] & 255;
    }

    @Override
    void read(long at, byte[] into, int offset, int count) {
      System.arraycopy(bytes, Math.toIntExact(at), into, offset, count);
    }
  }

  private static final class Channel extends FileBytes {
    private static final int WINDOW = 1 << 16;

    private final FileChannel channel;

    /** The bytes around the place that was read last. */
    private final byte[] window = new byte[WINDOW];

    private long start;
    private int held;

    Channel(FileChannel channel) throws IOException {
      super(channel.size());
      this.channel = channel;
    }

    @Override
    int get(long at) {
      Objects.checkIndex(at, length());
      show(at);
      return window[(int) (at - start)] & 255;
    }

    @Override
    void read(long at, byte[] into, int offset, int count) {
      Objects.checkFromIndexSize(at, count, length());
      if (count >= WINDOW) {
        fill(at, into, offset, count);
        return;
      }
      for (int done = 0; done < count; ) {
        show(at + done);
        int from = (int) (at + done - start);
        int some = Math.min(count - done, held - from);
        System.arraycopy(window, from, into, offset + done, some);
        done += some;
      }
    }

    private void show(long at) {
      if (at < start || at >= start + held) {
        held = 0;
        int count = (int) Math.min(WINDOW, length() - at);
        fill(at, window, 0, count);
        start = at;
        held = count;
      }
    }

    private void fill(long at, byte[] into, int offset, int count) {
      ByteBuffer buffer = ByteBuffer.wrap(into, offset, count);
      try {
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, at + buffer.position() - offset) < 0) {
            throw new EOFException("it became shorter while it was read");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Part extends FileBytes {
    private final FileBytes whole;
    private final long from;

    Part(FileBytes whole, long from, long length) {
      super(length);
      this.whole = whole;
      this.from = from;
    }

    @Override
    int get(long at) {
      Objects.checkIndex(at, length());
      return whole.get(from + at);
    }

    @Override
    void read(long at, byte[] into, int offset, int count) {
      Objects.checkFromIndexSize(at, count, length());
      whole.read(from + at, into, offset, count);
    }
  }

  private static final class Joined extends FileBytes {
    private final List<FileBytes> parts;

    /** Where each part begins. */
    private final long[] starts;

    /** The part that was read last. */
    private int current;

    Joined(List<FileBytes> parts) {
      super(parts.stream().mapToLong(FileBytes::length).sum());
      this.parts = List.copyOf(parts);
      starts = new long[parts.size() + 1];
      for (int i = 0; i < parts.size(); i++) {
        starts[i + 1] = starts[i] + parts.get(i).length();
      }
    }

    @Override
    int get(long at) {
      Objects.checkIndex(at, length());
      find(at);
      return parts.get(current).get(at - starts[current]);
    }

    @Override
    void read(long at, byte[] into, int offset, int count) {
      Objects.checkFromIndexSize(at, count, length());
      for (int done = 0; done < count; ) {
        find(at + done);
        long from = at + done - starts[current];
        int some = (int) Math.min(count - done, parts.get(current).length() - from);
        parts.get(current).read(from, into, offset + done, some);
        done += some;
      }
    }

    private void find(long at) {
      if (at < starts[current]) {
        current = 0;
      }
      while (at >= starts[current + 1]) {
        current++;
      }
    }
  }
}
