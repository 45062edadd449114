package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.RunRecorder;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a result goes. */
final class OutputArgument {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where the result goes: a .png, .jpg or .tif file. One of that name is replaced, at the"
              + " end. In the name {content} and {style} stand for the names of the pictures,"
              + " {size} and {seed} for what they are, {n} for the first number that is free.")
  Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  OutputArgument() {}

  static OutputArgument of(Path file) {
    OutputArgument output = new OutputArgument();
    output.file = file;
    return output;
  }

  /**
   * Puts what the words in braces stand for in their place.
   *
   * @param resumes whether the result is one that has been begun
   */
  void name(NamePattern pattern, boolean resumes) {
    require(
        !resumes || !NamePattern.numbered(file),
        "--resume goes on with a result of a certain name: put its number in the place of {n} in"
            + " '%s'",
        file);
    file = pattern.file(file);
  }

  /**
   * Says now rather than at the end if a result cannot be written.
   *
   * @param sources what it is made of, and must not replace
   */
  void requireWritable(Collection<Path> sources) {
    PictureWriter.check(file);
    sources.forEach(source -> requireOther(file, "the result", source));
  }

  /** As above, of pictures and a network. */
  void requireWritable(Collection<Path> pictures, NetworkArguments network) {
    requireWritable(pictures);
    network.givenFile().ifPresent(file -> requireWritable(List.of(file)));
  }

  /**
   * Says now rather than at the end if what is written beside the result would replace what it is
   * made of.
   *
   * @param numbered whether numbered pictures are written
   */
  void requireRoomBeside(Collection<Path> sources, boolean numbered) {
    List<Path> pictures = numbered ? RunRecorder.numbered(file) : List.of();
    for (Path source : sources) {
      requireOther(RunRecorder.checkpoint(file), "the checkpoint", source);
      pictures.forEach(picture -> requireOther(picture, "a numbered picture", source));
    }
  }

  /** Whatever the paths are spelled like, and wherever links lead. */
  static void requireOther(Path written, String what, Path source) {
    require(
        !Files.exists(source) || !Files.exists(written) || !isSame(source, written),
        "%s would replace what it is made of, '%s'; choose another name",
        what,
        source);
  }

  /** Whether two paths are of one file, be it there or not. */
  static boolean isSame(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
