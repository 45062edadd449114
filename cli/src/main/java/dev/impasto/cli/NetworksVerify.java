package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.problem.InvalidInputException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks installed networks. */
@Command(
    name = "verify",
    description = "Check that installed networks are as they were installed, and can be used.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksVerify implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "An installed network (default: all of them).")
  private @Nullable String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksVerify() {}

  @Override
  public Integer call() {
    NetworkFolder folder = UserFolders.networks();
    List<String> names = name == null ? folder.names() : List.of(name);
    PrintWriter out = spec.commandLine().getOut();
    List<String> failures = new ArrayList<>();
    for (String each : names) {
      try {
        out.println("%s is sound: %s".formatted(each, folder.verify(each)));
      } catch (InvalidInputException e) {
        failures.add(e.getMessage());
      }
    }
    if (names.isEmpty()) {
      out.println("No network is installed in " + folder.path());
    }
    out.flush();
    require(failures.isEmpty(), "%s", String.join("; ", failures));
    return 0;
  }
}
