package dev.impasto.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether progress is shown. */
final class QuietArgument {
  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  /** Where a command shows its progress. */
  ProgressLine line(CommandSpec command) {
    return new ProgressLine(command.commandLine().getErr(), Watcher.onTerminal(), quiet);
  }
}
