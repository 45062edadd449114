package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes records of runs, each whole or not at all. */
final class ReportFile {
  private ReportFile() {}

  /**
   * Writes a record to each of some files.
   *
   * @return what went wrong first, if anything did: the result is there already, and matters more
   */
  static Optional<String> write(List<Path> files, RunRecord made) {
    try {
      Map<String, Object> data = made.data();
      for (Path file : files) {
        write(file, ReportArgument.isPage(file) ? ReportPage.of(made, data) : RunRecord.json(data));
      }
      return Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.ofNullable(e.getMessage());
    } catch (OutOfMemoryError e) {
      return Optional.of("the Java memory did not suffice for the report");
    }
  }

  private static void write(Path file, String text) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      part.toFile().delete();
      throw new InvalidInputException("the report '%s' cannot be written".formatted(file), e);
    }
  }
}
