package dev.impasto.storage;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files in a folder, one for each vector. They have no name from the start where the system allows
 * it, so that nothing is left of a process that is killed; elsewhere they vanish when closed. What
 * is open when the folder is closed closes with it.
 */
public final class WorkFolder implements Storage, AutoCloseable {
  private final Path folder;
  private final Set<FileFloats> open = ConcurrentHashMap.newKeySet();

  /**
   * Uses a folder that exists.
   *
   * @throws AccessException if files cannot be made there
   */
  public WorkFolder(Path folder) {
    this.folder = folder;
    floats(0).close();
  }

  @Override
  public Floats floats(long length) {
    try {
      Path file = Files.createTempFile(folder, "impasto-", ".work");
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // An open file cannot be deleted here: it is when it closes.
      }
      FileFloats floats = new FileFloats(channel, length, folder, open::remove);
      open.add(floats);
      return floats;
    } catch (IOException e) {
      throw new AccessException(
          "no file can be made in the work folder '%s': %s".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    open.forEach(FileFloats::close);
  }
}
