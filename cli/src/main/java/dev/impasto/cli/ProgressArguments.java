package dev.impasto.cli;

import dev.impasto.RunRecorder;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is shown on the way. */
final class ProgressArguments {
  @Option(
      names = "--resume",
      description =
          "Go on with a run that was ended early: from FILE.checkpoint, with the same pictures"
              + " and settings.")
  boolean resume;

  @Option(
      names = "--save-every",
      paramLabel = "COUNT",
      description =
          "Also write the picture after every so many steps, beside FILE, as FILE_00050 and so"
              + " on, and FILE.checkpoint; 0 for never (default: ${DEFAULT-VALUE}).")
  int saveEvery;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "In runs of over a minute, write FILE.checkpoint so often, for the case that the program"
              + " is killed; 0 for never (default: ${DEFAULT-VALUE}).")
  int checkpointEvery = 30;

  @Option(
      names = "--dry-run",
      description =
          "Check all that is given, say how much memory and time the run will take, and end;"
              + " nothing is written.")
  boolean dryRun;

  @Mixin QuietArgument quiet = new QuietArgument();

  @Option(
      names = "--json",
      description = "Print a report of the run, losses and settings, to standard output.")
  boolean json;

  @Mixin ReportArgument reports = new ReportArgument();

  /** Says so if a value is out of its range. */
  void requireValid() {
    UsageErrors.requireRange("--save-every", saveEvery, 0, Integer.MAX_VALUE);
    UsageErrors.requireRange("--checkpoint-every", checkpointEvery, 0, Integer.MAX_VALUE);
  }

  RunRecorder.Intervals intervals() {
    return new RunRecorder.Intervals(saveEvery, Duration.ofSeconds(checkpointEvery));
  }
}
