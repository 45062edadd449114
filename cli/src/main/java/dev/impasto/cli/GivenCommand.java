package dev.impasto.cli;

import dev.impasto.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command that was given, such that it makes the same result again. */
final class GivenCommand {
  private GivenCommand() {}

  /** As a shell takes it, with what the bits depend on besides. */
  static String text(CommandSpec command, Engine engine) {
    ParseResult given = command.commandLine().getParseResult();
    List<String> words = new ArrayList<>(List.of("impasto"));
    command.root().commandLine().getParseResult().originalArgs().stream()
        .filter(word -> !word.equals("--resume"))
        .forEach(words::add);
    boolean reproducible = given.hasMatchedOption("--reproducible");
    boolean known = command.findOption("--threads") != null;
    if (known && !reproducible && !given.hasMatchedOption("--threads")) {
      words.add("--threads=" + engine.threads());
    }
    if (known && !reproducible && !given.hasMatchedOption("--precision")) {
      words.add("--precision=" + engine.precision());
    }
    return words.stream().map(GivenCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
