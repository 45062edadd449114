package dev.impasto.cli;

import dev.impasto.network.catalog.NetworkFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes an installed network. */
@Command(
    name = "remove",
    description = "Remove an installed network.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksRemove implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "An installed network.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksRemove() {}

  @Override
  public Integer call() {
    NetworkFolder folder = UserFolders.networks();
    folder.remove(name);
    spec.commandLine().getOut().println("Removed '%s' from %s".formatted(name, folder.path()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
