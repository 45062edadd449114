package dev.impasto.storage;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files in a folder, one for each vector. They have no name from the start where the system allows
 * it, so that nothing is left of a process that is killed; elsewhere they vanish when closed, and
 * those of processes that are gone when the next one uses the folder. What is open when the folder
 * is closed closes with it, and what nobody can use any more closes by itself. Several may use one
 * folder, each with files of its own.
 */
public final class WorkFolder implements Storage, AutoCloseable {
  /** A file's name: of which process it is. */
  private static final Pattern NAME = Pattern.compile("impasto-(\\d{1,18})-.*\\.work");

  private static final ExecutorService CALLING_THREAD = new CallingThread();

  private final Path folder;
  private final Set<AsynchronousFileChannel> open = ConcurrentHashMap.newKeySet();

  /**
   * Uses a folder that exists.
   *
   * @throws AccessException if files cannot be made there
   */
  public WorkFolder(Path folder) {
    this.folder = folder;
    clear();
    floats(0).close();
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  @Override
  public Floats floats(long length) {
    try {
      String process = "impasto-" + ProcessHandle.current().pid() + "-";
      Path file = Files.createTempFile(folder, process, ".work");
      AsynchronousFileChannel channel =
          AsynchronousFileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE),
              CALLING_THREAD);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // An open file cannot be deleted here: it is when it closes.
      }
      open.add(channel);
      return new FileFloats(channel, length, this);
    } catch (IOException e) {
      throw new AccessException(
          "no file can be made in the work folder '%s': %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Removes what processes have left that were killed. */
  private void clear() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "impasto-*.work")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Whether the folder can be used shows when a file is made there.
    }
  }

  /** Closes a file, which vanishes. */
  void close(AsynchronousFileChannel file) {
    open.remove(file);
    try {
      file.close();
    } catch (IOException e) {
      // Nothing more is asked of it.
    }
  }

  /** Closes all files but one, whose room serves for others then. */
  public void keepOnly(Floats floats) {
    open.stream()
        .filter(file -> !(floats instanceof FileFloats own && own.isOf(file)))
        .forEach(this::close);
  }

  @Override
  public void close() {
    open.forEach(this::close);
  }
}
