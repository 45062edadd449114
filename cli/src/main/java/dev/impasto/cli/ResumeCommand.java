package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.RunRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that has ended early. */
@Command(
    name = "resume",
    customSynopsis = "impasto resume CHECKPOINT [OPTIONS]",
    description = {
      "Go on with a run that has ended early, to the very picture that it would have made.",
      "",
      "The checkpoint names the pictures, the network and the result; these must be where they were,",
      "and as they were.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {"", "Example:  impasto resume result.png.checkpoint"})
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CHECKPOINT",
      description =
          "What a run left beside its result, FILE.checkpoint; the result's own name, FILE, will do.")
  private Path given;

  @Mixin private QuietArgument quiet = new QuietArgument();

  @Option(
      names = "--json",
      description = "Print a report of the run, losses and settings, to standard output.")
  private boolean json;

  @Mixin private ReportArgument reports = new ReportArgument();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ResumeCommand() {}

  @Override
  public Integer call() {
    Path beside = RunRecorder.checkpoint(given);
    Path checkpoint = Files.exists(beside) ? beside : given;
    Checkpoint reached = Checkpoint.read(checkpoint);
    ProgressArguments show = new ProgressArguments();
    show.quiet = quiet;
    show.json = json;
    show.reports = reports;
    return new PictureRun(spec, PictureArguments.of(reached.notes(), checkpoint, show))
        .resume(reached);
  }
}
