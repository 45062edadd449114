package dev.impasto.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the main job would take. */
@Command(
    name = "estimate",
    customSynopsis = "impasto estimate CONTENT STYLE... [OPTIONS]",
    description = {
      "Say how much memory and time 'impasto transfer' would take with these pictures and options,",
      "and the largest --size that fits into this machine's memory. Takes a few seconds.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {"", "Example:", "  impasto estimate photo.jpg painting.jpg --size 2048 --json"})
final class EstimateCommand extends TransferCommand {
  /** What is for a run that makes a picture. */
  private static final List<String> OF_RUN =
      List.of(
          "--output",
          "--resume",
          "--save-every",
          "--checkpoint-every",
          "--animation",
          "--animation-frames",
          "--animation-size",
          "--dry-run",
          "--report");

  EstimateCommand() {
    super(OutputArgument.of(Path.of("estimate.png")));
  }

  /** Leaves out what is for a run, and puts the rest under headings. */
  static void arrange(CommandLine command) {
    HelpSections.leaveOut(command, OF_RUN);
    CommandSpec spec = command.getCommandSpec();
    OptionSpec json = Objects.requireNonNull(spec.findOption("--json"));
    spec.remove(json);
    spec.addOption(OptionSpec.builder(json).description("Print the numbers as JSON.").build());
    Map<String, String> sections = new LinkedHashMap<>(SECTIONS);
    sections.remove("animation");
    HelpSections.arrange(command, sections);
  }

  @Override
  public Integer call() {
    Asked asked = asked();
    new PictureRun(spec(), asked.arguments())
        .estimate(asked.pictures().sources(), asked::request, false);
    return 0;
  }
}
