package dev.impasto.storage;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousFileChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A file. It is read and written, not mapped: what a process has mapped counts as its memory, while
 * the system keeps what is read and written for as long as it has room, and no longer.
 *
 * <p>The channel is an asynchronous one, whose work the calling thread does, because the other kind
 * closes where the thread that reads it is interrupted.
 */
final class FileFloats implements Floats {
  /** How many bytes go through memory at once. */
  private static final int BUFFER = 1 << 17;

  private static final ThreadLocal<ByteBuffer> BUFFERS =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder()));

  /** Closes the files that nobody can use any more. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final AsynchronousFileChannel channel;
  private final long length;
  private final WorkFolder folder;
  private final Cleaner.Cleanable closing;

  /** Of a new file; what was never written reads as 0. */
  FileFloats(AsynchronousFileChannel channel, long length, WorkFolder folder) {
    this.channel = channel;
    this.length = length;
    this.folder = folder;
    this.closing = CLEANER.register(this, () -> folder.close(channel));
  }

  /** Whether this is the file of a channel. */
  boolean isOf(AsynchronousFileChannel other) {
    return channel == other;
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
          if (finished(channel.read(buffer, position + buffer.position())) < 0) {
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
          "a file in the work folder '%s' cannot be read: %s"
              .formatted(folder.path(), e.getMessage()),
          e);
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
          finished(channel.write(buffer, position + buffer.position()));
        }
        done += some;
      }
    } catch (IOException e) {
      throw new AccessException(
          "a file in the work folder '%s' cannot be written, perhaps the disk is full: %s"
              .formatted(folder.path(), e.getMessage()),
          e);
    }
  }

  /** The result of work that is done, or soon will be; an interrupt is left for others to see. */
  private static int finished(Future<Integer> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Optional<float[]> array() {
    return Optional.empty();
  }

  @Override
  public Storage storage() {
    return folder;
  }

  @Override
  public void close() {
    closing.clean();
  }
}
