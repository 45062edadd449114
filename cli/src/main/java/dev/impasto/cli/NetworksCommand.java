package dev.impasto.cli;

import picocli.CommandLine.Command;

/** Everything about networks other than the one that comes with the program. */
@Command(
    name = "networks",
    description = "List, add, fetch, verify, remove and normalize networks.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      NetworksList.class,
      NetworksAdd.class,
      NetworksFetch.class,
      NetworksVerify.class,
      NetworksRemove.class,
      NetworksNormalize.class
    },
    footer = {
      "",
      "Networks are kept in the folder that 'impasto networks list' names; the variable",
      "IMPASTO_HOME chooses another. Use one with:  impasto transfer ... --network NAME"
    })
final class NetworksCommand {
  NetworksCommand() {}
}
