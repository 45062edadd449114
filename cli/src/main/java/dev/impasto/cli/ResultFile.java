package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a result was written: hours may have gone into it, so that it is kept elsewhere rather than
 * lost where its own place is gone, full or no longer open to be written to.
 *
 * @param file the file
 * @param problem why it is another one than that asked for
 */
record ResultFile(Path file, Optional<String> problem) {
  /**
   * Writes a picture, if need be to the present folder or to that for temporary files.
   *
   * @param makeRoom gives up what lies beside the result and matters less
   * @throws InvalidInputException if it can be written nowhere
   */
  static ResultFile write(
      Picture picture, Path output, PictureWriter.Options writing, Runnable makeRoom) {
    try {
      PictureWriter.write(picture, output, writing);
      return new ResultFile(output, Optional.empty());
    } catch (InvalidInputException e) {
      makeRoom.run();
      return again(picture, output, writing, e);
    }
  }

  private static ResultFile again(
      Picture picture, Path output, PictureWriter.Options writing, InvalidInputException problem) {
    Path name = output.getFileName();
    List<Path> places =
        List.of(
            output,
            free(Path.of("").toAbsolutePath(), name),
            free(Path.of(System.getProperty("java.io.tmpdir")), name));
    for (Path place : places) {
      try {
        PictureWriter.write(picture, place, writing);
        return new ResultFile(
            place,
            place.equals(output) ? Optional.empty() : Optional.ofNullable(problem.getMessage()));
      } catch (InvalidInputException e) {
        // The next place is tried, and what is said is what was wrong with the first.
      }
    }
    throw problem;
  }

  /** A name in a folder that no file has, like another one. */
  private static Path free(Path folder, Path name) {
    Path file = folder.resolve(name);
    for (int i = 1; Files.exists(file); i++) {
      file = folder.resolve(i + "-" + name);
    }
    return file;
  }
}
