package dev.impasto.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear whole or not at all: they are written beside their place and then moved there,
 * so that an older file of that name stays as it was if something fails.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What fills a file. */
  @FunctionalInterface
  public interface Filling {
    void fill(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file, or replaces it. A link stays one, and the file that it names is replaced.
   *
   * @throws IOException if it cannot be written; whatever {@code filling} throws is thrown too, and
   *     nothing is changed either
   */
  public static void write(Path file, Filling filling) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    Path part = PartFiles.in(folder == null ? target : folder);
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        filling.fill(channel);
        channel.force(true);
      }
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
