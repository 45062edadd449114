package dev.impasto.request;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.nio.file.Path;

/** Finds pictures by the names that a written request has for them. */
@FunctionalInterface
public interface PictureLoader {
  /** Takes a name for the path of a file. */
  PictureLoader FILES = name -> PictureReader.read(Path.of(name));

  /**
   * Reads a picture.
   *
   * @param name its {@link SourcePicture#name()}
   * @throws dev.impasto.problem.InvalidInputException if it cannot be read
   */
  Picture load(String name);
}
