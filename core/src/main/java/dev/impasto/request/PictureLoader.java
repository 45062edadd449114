package dev.impasto.request;

import dev.impasto.picture.Flow;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PrintProfile;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds pictures by the names that a written request has for them. */
@FunctionalInterface
public interface PictureLoader {
  /** Takes a name for the path of a file. */
  PictureLoader FILES = name -> PictureReader.read(path(name));

  /**
   * Reads a picture.
   *
   * @param name its {@link SourcePicture#name()}
   * @throws dev.impasto.problem.InvalidInputException if it cannot be read
   */
  Picture load(String name);

  /**
   * Reads a printer's profile: from the file of that name.
   *
   * @param name its {@link PrintProfile#name()}
   * @throws dev.impasto.problem.InvalidInputException if it cannot be read
   */
  default PrintProfile profile(String name) {
    return PrintProfile.read(path(name));
  }

  /**
   * Reads an optical flow: from the file of that name.
   *
   * @param name its {@link Flow#name()}
   * @throws dev.impasto.problem.InvalidInputException if it cannot be read
   */
  default Flow flow(String name) {
    return Flow.read(path(name));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "no file can be called '%s'".formatted(JsonProblem.shown(name)), e);
    }
  }
}
