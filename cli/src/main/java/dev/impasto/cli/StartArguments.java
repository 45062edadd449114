package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.InitialPicture.Kind;
import dev.impasto.request.TransferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run starts from. */
final class StartArguments implements SettingArguments {
  @Option(
      names = "--init",
      paramLabel = "content|style|noise|FILE",
      description =
          "What to start from: one of the two pictures, noise, or another picture (default:"
              + " ${bundle:default.init}).")
  @Nullable String init;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    return namedStart().map(options::withStart).orElse(options);
  }

  /** The start, where {@code --init} is one of the words. */
  private Optional<Kind> namedStart() {
    return Arrays.stream(Kind.values())
        .filter(start -> start.name().equalsIgnoreCase(init))
        .findFirst();
  }

  /** The picture to start from, where {@code --init} is none of the words. */
  Optional<Path> givenStart() {
    if (init == null || namedStart().isPresent()) {
      return Optional.empty();
    }
    Path file = Path.of(init);
    InvalidInputException.require(
        Files.exists(file),
        "--init must be content, style, noise or a picture, and there is no file '%s'",
        file);
    return Optional.of(file);
  }
}
