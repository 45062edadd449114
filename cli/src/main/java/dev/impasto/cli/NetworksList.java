package dev.impasto.cli;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.catalog.KnownNetwork;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.problem.InvalidInputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what there is, and what there could be. */
@Command(
    name = "list",
    description = "List the embedded, the installed and the known networks.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksList implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksList() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Network embedded = Network.embedded();
    out.println("Embedded:");
    print(out, embedded.name(), NetworkLine.of(embedded.summary(), 0));
    NetworkFolder folder = UserFolders.networks();
    List<String> names = folder.names();
    out.println();
    out.println("Installed in %s:%s".formatted(folder.path(), names.isEmpty() ? " none" : ""));
    names.forEach(name -> print(out, name, installed(folder.file(name))));
    out.println();
    out.println("Known, to be had with 'impasto networks fetch NAME':");
    KnownNetwork.all().forEach(known -> print(out, known.name(), NetworkLine.of(known)));
    out.flush();
    return 0;
  }

  /** A damaged file does not keep the others from being listed. */
  private static List<String> installed(Path file) {
    try {
      return NetworkLine.of(NetworkFile.summary(file), file.toFile().length());
    } catch (InvalidInputException e) {
      return List.of(Failure.firstLine(e.getMessage()));
    }
  }

  private static void print(PrintWriter out, String name, List<String> lines) {
    out.println("  " + name);
    lines.forEach(line -> out.println("      " + line));
  }
}
