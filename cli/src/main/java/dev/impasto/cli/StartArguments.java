package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.InitialPicture.Kind;
import dev.impasto.request.TransferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run starts from. */
final class StartArguments implements SettingArguments {
  @Option(
      names = "--init",
      paramLabel = "NAME|FILE",
      description =
          "What to start from: ${bundle:choice.starts}, or another picture. 'noise' is faint, around"
              + " gray; 'uniform' and 'normal' have all colors, 'style-statistics' those of the"
              + " painting (default: ${bundle:default.init}).")
  @Nullable String init;

  @Option(
      names = "--noise-ratio",
      paramLabel = "0..1",
      description =
          "The share of noise that is mixed into what the run starts from (default:"
              + " ${bundle:default.noise-ratio}).")
  @Nullable Double noiseRatio;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = namedStart().map(options::withStart).orElse(options);
    return given(
        o, noiseRatio, (all, v) -> all.withSchedule(s -> s.withStart(i -> i.withNoise(v))));
  }

  /** The start, where {@code --init} is one of the words. */
  private Optional<Kind> namedStart() {
    return Arrays.stream(Kind.values())
        .filter(start -> start.toString().equalsIgnoreCase(init))
        .findFirst();
  }

  /**
   * The picture to start from, where {@code --init} is none of the words.
   *
   * @param film whether there is a frame before
   */
  Optional<Path> givenStart(boolean film) {
    InvalidInputException.require(
        film || !namedStart().filter(Kind.PREVIOUS::equals).isPresent(),
        "--init previous starts from the result of a film's previous frame: give it with --previous");
    if (init == null || namedStart().isPresent()) {
      return Optional.empty();
    }
    Path file = Path.of(init);
    List<String> names = Arrays.stream(Kind.values()).map(Kind::toString).toList();
    InvalidInputException.require(
        Files.exists(file),
        "--init must be %s or a picture, and there is no file '%s'%s",
        String.join(", ", names),
        file,
        NamedChoice.nearest(init, names).map("; did you mean %s?"::formatted).orElse(""));
    return Optional.of(file);
  }
}
