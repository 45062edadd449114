package dev.impasto.storage;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file. It is read and written, not mapped: what a process has mapped counts as its memory, while
 * the system keeps what is read and written for as long as it has room, and no longer.
 */
final class FileFloats implements Floats {
  /** How many bytes go through memory at once. */
  private static final int BUFFER = 1 << 17;

  private static final ThreadLocal<ByteBuffer> BUFFERS =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder()));

  private final FileChannel channel;
  private final long length;
  private final Path folder;
  private final Consumer<FileFloats> closed;

  /** Of a new file; what was never written reads as 0. */
  FileFloats(FileChannel channel, long length, Path folder, Consumer<FileFloats> closed) {
    this.channel = channel;
    this.length = length;
    this.folder = folder;
    this.closed = closed;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long at, float[] to, int offset, int count) {
    Objects.checkFromIndexSize(at, count, length);
    ByteBuffer buffer = BUFFERS.get();
    try {
      for (int done = 0; done < count; ) {
        int some = Math.min(count - done, BUFFER / Float.BYTES);
        buffer.clear().limit(some * Float.BYTES);
        long position = (at + done) * Float.BYTES;
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, position + buffer.position()) < 0) {
            break;
          }
        }
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0);
        }
        buffer.flip().asFloatBuffer().get(to, offset + done, some);
        done += some;
      }
    } catch (IOException e) {
      throw new AccessException(
          "a file in the work folder '%s' cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public void write(long at, float[] from, int offset, int count) {
    Objects.checkFromIndexSize(at, count, length);
    ByteBuffer buffer = BUFFERS.get();
    try {
      for (int done = 0; done < count; ) {
        int some = Math.min(count - done, BUFFER / Float.BYTES);
        buffer.clear().limit(some * Float.BYTES);
        buffer.asFloatBuffer().put(from, offset + done, some);
        long position = (at + done) * Float.BYTES;
        while (buffer.hasRemaining()) {
          channel.write(buffer, position + buffer.position());
        }
        done += some;
      }
    } catch (IOException e) {
      throw new AccessException(
          "a file in the work folder '%s' cannot be written, perhaps the disk is full: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<float[]> array() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed.accept(this);
    try {
      channel.close();
    } catch (IOException e) {
      throw new AccessException(
          "a file in the work folder '%s' cannot be closed: %s".formatted(folder, e.getMessage()),
          e);
    }
  }
}
