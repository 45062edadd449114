package dev.impasto.cli;

import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import picocli.CommandLine.Option;

/** Where a result goes. */
final class OutputArgument {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where the result goes: a .png, .jpg or .tif file. One of that name is replaced, at the"
              + " end.")
  Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  OutputArgument() {}

  /**
   * Says now rather than at the end if a result cannot be written.
   *
   * @param sources what it is made of, and must not replace
   */
  void requireWritable(Collection<Path> sources) {
    PictureWriter.check(file);
    try {
      for (Path source : sources) {
        InvalidInputException.require(
            !Files.exists(source) || !Files.exists(file) || !Files.isSameFile(source, file),
            "the result would replace the picture it is made of, '%s'; choose another -o",
            source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
