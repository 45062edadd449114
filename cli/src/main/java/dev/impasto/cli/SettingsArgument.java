package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Where settings are taken from. */
final class SettingsArgument {
  private static final String NAME = "--settings-from";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "Take all settings out of an earlier result or report; with the same pictures it gives the"
              + " same bytes again. Options given beside it change them (default: the usual"
              + " settings).")
  @Nullable Path file;

  /** The settings, if a file is named. */
  Optional<Settings> taken() {
    return Optional.ofNullable(file).map(SettingsFile::read);
  }

  /** A command line in which such settings stand where no others are given. */
  static ParseResult applied(ParseResult given) {
    ParseResult last = given;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Path file = last.matchedOptionValue(NAME, (Path) null);
    if (file == null) {
      return given;
    }
    CommandLine command = last.commandSpec().commandLine();
    try {
      command.setDefaultValueProvider(SettingsFile.read(file).defaults(last));
    } catch (InvalidInputException e) {
      throw new ExecutionException(command, e.getMessage(), e);
    }
    return given.commandSpec().commandLine().parseArgs(given.originalArgs().toArray(String[]::new));
  }
}
