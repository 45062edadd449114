package dev.impasto.cli;

import picocli.CommandLine.Command;

/** What a network's layers know of a picture. */
@Command(
    name = "reconstruct",
    description = {
      "Make a picture from noise that layers of the network respond to as they do to a given one:",
      "to its content, place by place, or to its style, wherever it occurs (a texture).",
      ""
    },
    synopsisSubcommandLabel = "content|style",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ReconstructContent.class, ReconstructStyle.class})
final class ReconstructCommand {
  ReconstructCommand() {}
}
