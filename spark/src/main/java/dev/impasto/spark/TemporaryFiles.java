package dev.impasto.spark;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files on this machine that are gone at the end: what reads and writes pictures needs files. */
final class TemporaryFiles implements AutoCloseable {
  private final Path folder;
  private int count;

  TemporaryFiles() {
    try {
      folder = Files.createTempDirectory("impasto-");
    } catch (IOException e) {
      throw new AccessException(
          "no temporary folder can be made in '%s'".formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  /** A place for a file, of the name that messages call it by. */
  Path place(String name) {
    try {
      Path own = Files.createDirectory(folder.resolve(Integer.toString(count++)));
      return own.resolve(name.replaceFirst("^.*[/\\\\]", ""));
    } catch (IOException e) {
      throw new AccessException(
          "there is no room for temporary files in '%s'".formatted(folder), e);
    }
  }

  /** A file with such bytes. */
  Path of(String name, byte[] bytes) {
    Path file = place(name);
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new AccessException(
          "there is no room for temporary files in '%s'".formatted(folder), e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TemporaryFiles.class.getName())
          .log(System.Logger.Level.WARNING, "'" + folder + "' cannot be removed", e);
    }
  }
}
