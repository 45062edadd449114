package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The example pictures that come with the program. */
final class Examples {
  /** The launcher tells in this property where they are. */
  private static final String FOLDER = "impasto.examples";

  private Examples() {}

  /** Where they are. */
  static Path folder() {
    return Path.of(System.getProperty(FOLDER, "examples"));
  }

  /** One of them, such as {@code content/harbor-town.jpg}; it may be missing. */
  static Path file(String name) {
    return folder().resolve(name);
  }

  /** All of them, in alphabetical order; none where the folder is missing. */
  static List<Path> all() {
    List<Path> files = new ArrayList<>();
    for (String kind : List.of("content", "style")) {
      Path folder = file(kind);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> found = Files.list(folder)) {
        found.filter(path -> path.toString().endsWith(".jpg")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new InvalidInputException(
            "the folder '%s' cannot be read: %s".formatted(folder, e.getMessage()), e);
      }
    }
    return files;
  }
}
