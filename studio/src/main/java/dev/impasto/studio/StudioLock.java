package dev.impasto.studio;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The right to be the studio of a folder, of one process at a time. The operating system ends it
 * with the process. Beside the lock stands the studio's address, which only its user can read.
 */
final class StudioLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path address;

  private StudioLock(FileChannel channel, Path address) {
    this.channel = channel;
    this.address = address;
  }

  /**
   * Takes the right.
   *
   * @throws AccessException if another studio has it
   */
  static StudioLock take(Path folder) {
    try {
      FileChannel channel = opened(folder);
      if (isFree(channel)) {
        Files.deleteIfExists(address(folder));
        return new StudioLock(channel, address(folder));
      }
      channel.close();
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be written".formatted(folder), e);
    }
    throw new AccessException(
        "another studio is open in '%s': use that one, or choose another folder with --folder"
            .formatted(folder));
  }

  private static FileChannel opened(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("studio.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path address(Path folder) {
    return folder.resolve("studio.address");
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // of this very process
    }
  }

  /** The address of the studio that has the right, if one has it and is ready. */
  static Optional<String> holder(Path folder) {
    if (!Files.exists(address(folder))) {
      return Optional.empty();
    }
    try (FileChannel channel = opened(folder)) {
      return isFree(channel)
          ? Optional.empty()
          : Optional.of(Files.readString(address(folder), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Says where the studio is. */
  void tell(String where) {
    try {
      Files.deleteIfExists(address);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            address,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(address, where, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be written".formatted(address), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(address);
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
