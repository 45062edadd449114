package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders in the place of picture files. */
final class Folders {
  private static final String PICTURE = "(?i).*\\.(png|jpe?g|webp|tiff?|gif|bmp)";

  private Folders() {}

  /** The file itself, or the pictures in a folder, by name. */
  static List<Path> pictures(Path given) {
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> files = Files.list(given)) {
      List<Path> pictures = files.filter(Folders::isPicture).sorted().toList();
      require(
          !pictures.isEmpty(),
          "there is no picture in the folder '%s': PNG, JPEG, WebP, TIFF, GIF or BMP files are",
          given);
      return pictures;
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(given), e);
    }
  }

  /** Whether a file's name is that of a picture. */
  static boolean isPicture(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches(PICTURE);
  }
}
