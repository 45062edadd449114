package dev.impasto.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a path, of one process on this machine at a time. The operating system ends
 * it with the process, however that ends. The locked file lies in the folder for temporary files,
 * so that nothing is left beside the path.
 */
public final class PathLock implements AutoCloseable {
  private final @Nullable FileChannel channel;
  private final Path file;

  private PathLock(@Nullable FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /**
   * Takes the right to write to a path; empty if another has it. Where no lock can be made, it is
   * given unlocked.
   */
  public static Optional<PathLock> of(Path path) {
    Path file = lockFile(path);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(new PathLock(channel, file));
        }
      } catch (OverlappingFileLockException e) {
        // Of this very process.
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new PathLock(null, file));
    }
  }

  private static Path lockFile(Path path) {
    String name = path.toAbsolutePath().normalize().toString();
    UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return Path.of(System.getProperty("java.io.tmpdir"), "impasto-" + hash + ".lock");
  }

  /** Gives the right back. */
  @Override
  public void close() {
    try {
      if (channel != null) {
        Files.deleteIfExists(file);
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
