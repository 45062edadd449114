package dev.impasto.request;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds pictures by the names that a written request has for them. */
@FunctionalInterface
public interface PictureLoader {
  /** Takes a name for the path of a file. */
  PictureLoader FILES =
      name -> {
        try {
          return PictureReader.read(Path.of(name));
        } catch (InvalidPathException e) {
          throw new InvalidInputException(
              "no file can be called '%s'".formatted(JsonProblem.shown(name)), e);
        }
      };

  /**
   * Reads a picture.
   *
   * @param name its {@link SourcePicture#name()}
   * @throws dev.impasto.problem.InvalidInputException if it cannot be read
   */
  Picture load(String name);
}
