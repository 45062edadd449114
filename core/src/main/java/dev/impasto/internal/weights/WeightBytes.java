package dev.impasto.internal.weights;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, read from where they lie; every range asked for is checked first. */
public final class WeightBytes implements Closeable {
  private static final int WINDOW = 1 << 13;
  private static final int MOST_SIBLINGS = 1000;

  private final String name;
  private final @Nullable FileChannel channel;
  private final long origin;
  private final long size;
  private final @Nullable Path file;
  private final List<WeightBytes> opened = new ArrayList<>();
  private ByteBuffer window;
  private long windowStart;

  private WeightBytes(
      String name,
      @Nullable FileChannel channel,
      long origin,
      long size,
      @Nullable Path file,
      ByteBuffer window) {
    this.name = name;
    this.channel = channel;
    this.origin = origin;
    this.size = size;
    this.file = file;
    this.window = window.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Opens a file on disk, to be closed after use. */
  public static WeightBytes open(Path file) {
    String name = printable(String.valueOf(file.getFileName()));
    try {
      if (Files.isDirectory(file)) {
        throw new InvalidInputException(name + " is a folder, not a file of weights");
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new WeightBytes(name, channel, 0, channel.size(), file, ByteBuffer.allocate(0));
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          "there is no file %s".formatted(printable(file.toString())), e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Wraps bytes that are in memory already; {@code name} stands for them in messages. */
  public static WeightBytes of(byte[] bytes, String name) {
    return new WeightBytes(name, null, 0, bytes.length, null, ByteBuffer.wrap(bytes));
  }

  /** A part of these bytes, as a file of its own that has this one's name in messages. */
  WeightBytes slice(long at, long length, String what) {
    check(at, length, what);
    return channel == null
        ? new WeightBytes(name, null, 0, length, null, window.slice((int) at, (int) length))
        : new WeightBytes(name, channel, origin + at, length, null, ByteBuffer.allocate(0));
  }

  /** A file that this one names and that lies beside it; it is closed with this one. */
  WeightBytes sibling(String other) {
    require(
        file != null && other.matches("[^/\\\\:\\p{C}]{1,200}") && !other.startsWith("."),
        "it names the file %s, which is not the name of a file beside it",
        other);
    for (WeightBytes before : opened) {
      if (before.name.equals(other)) {
        return before;
      }
    }
    require(opened.size() < MOST_SIBLINGS, "it has more than %d files", MOST_SIBLINGS);
    Path beside = Objects.requireNonNull(file).resolveSibling(other);
    require(Files.exists(beside), "it needs the file %s beside it, which is not there", other);
    WeightBytes bytes = open(beside);
    opened.add(bytes);
    return bytes;
  }

  /** The name of the file in lower case, where it is a file. */
  String fileName() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What to call the file in messages. */
  public String name() {
    return name;
  }

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /** One byte, 0 to 255. */
  int u8(long at) {
    return window(at, 1, "a byte").get((int) (at - windowStart)) & 0xff;
  }

  /** A little-endian number of two bytes, 0 to 65535. */
  int u16(long at, String what) {
    return window(at, 2, what).getShort((int) (at - windowStart)) & 0xffff;
  }

  /** A little-endian number of four bytes, 0 to 2^32 - 1. */
  long u32(long at, String what) {
    return window(at, 4, what).getInt((int) (at - windowStart)) & 0xffffffffL;
  }

  /** A little-endian number of eight bytes, with its sign. */
  long i64(long at, String what) {
    return window(at, 8, what).getLong((int) (at - windowStart));
  }

  /** A copy of {@code count} bytes; {@code what} they are is for the message. */
  byte[] bytes(long at, long count, int most, String what) {
    require(count <= most, "%s is %d bytes long; at most %d can be read", what, count, most);
    check(at, count, what);
    byte[] bytes = new byte[(int) count];
    fill(at, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Fills the buffer with the bytes that start at {@code at}. */
  void fill(long at, ByteBuffer into) {
    check(at, into.remaining(), "its data");
    if (channel == null) {
      into.put(window.duplicate().position((int) at).limit((int) at + into.remaining()));
      return;
    }
    try {
      long from = origin + at;
      while (into.hasRemaining()) {
        int read = channel.read(into, from);
        require(read >= 0, "it became shorter while it was read");
        from += read;
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Makes sure that {@code count} bytes lie at {@code at}. */
  void check(long at, long count, String what) {
    if (at < 0 || count < 0 || count > size || at > size - count) {
      throw damaged("%s would be %d bytes at %d, but the file has only %d", what, count, at, size);
    }
  }

  /** Refuses the file, saying why, unless {@code holds}. */
  void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw damaged(message, values);
    }
  }

  /** What to throw where the file cannot be used as it is. */
  InvalidInputException damaged(String message, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String s) {
        values[i] = printable(s);
      }
    }
    return new InvalidInputException(
        name + " cannot be used: " + String.format(Locale.ROOT, message, values));
  }

  /** Text from a file, made fit for one line of a message. */
  public static String printable(String text) {
    String cut = text.length() <= 80 ? text : text.substring(0, 77) + "...";
    return cut.replaceAll("\\p{C}", "?");
  }

  private ByteBuffer window(long at, int count, String what) {
    if (at < windowStart || at > windowStart + window.limit() - count) {
      check(at, count, what);
      ByteBuffer next =
          window.capacity() >= WINDOW
              ? window.clear()
              : ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
      next.limit((int) Math.min(next.capacity(), size - at));
      fill(at, next);
      window = next.flip().order(ByteOrder.LITTLE_ENDIAN);
      windowStart = at;
    }
    return window;
  }

  /** What kept a file from being read or written, in a few words. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + printable(missing.getFile());
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : printable(reason);
  }

  private static InvalidInputException unreadable(String name, IOException e) {
    return new AccessException("%s cannot be read: %s".formatted(name, reason(e)), e);
  }

  @Override
  public void close() {
    opened.forEach(WeightBytes::close);
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }
}
