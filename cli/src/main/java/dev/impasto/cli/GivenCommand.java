package dev.impasto.cli;

import dev.impasto.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command that was given, such that it makes the same result again. */
final class GivenCommand {
  private GivenCommand() {}

  /**
   * As a shell takes it, with what the bits depend on besides. Where a run was resumed, its
   * checkpoint is gone, and the result has the settings.
   */
  static String text(CommandSpec command, Engine engine, PictureRun.Job job, Path result) {
    List<String> words = new ArrayList<>(List.of("impasto"));
    if (command.name().equals("resume")) {
      words.add("transfer");
      job.sources()
          .forEach(
              (name, file) -> {
                if (SourcePictures.isSeen(name)) {
                  words.add(file.toString());
                }
              });
      words.addAll(List.of("-o", result.toString(), "--settings-from", result.toString()));
    } else {
      given(command, engine, words);
    }
    return words.stream().map(GivenCommand::quoted).collect(Collectors.joining(" "));
  }

  private static void given(CommandSpec command, Engine engine, List<String> words) {
    ParseResult given = command.commandLine().getParseResult();
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
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
