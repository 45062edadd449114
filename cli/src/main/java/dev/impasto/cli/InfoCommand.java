package dev.impasto.cli;

import dev.impasto.StyleTransfer;
import dev.impasto.network.Network;
import java.io.PrintWriter;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this program is made of and what it runs on. */
@Command(
    name = "info",
    description = "Show the version, the engine, the processor's features and the network.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InfoCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (StyleTransfer transfer = new StyleTransfer()) {
      Network network = transfer.network();
      out.println(Version.text());
      out.println("Engine:   " + transfer.engine().description());
      out.println(
          "Java:     %s, %s, up to %d MB of heap"
              .formatted(
                  System.getProperty("java.version"),
                  System.getProperty("java.vm.name"),
                  Runtime.getRuntime().maxMemory() >> 20));
      out.println(
          "System:   %s %s, %d processors"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  Runtime.getRuntime().availableProcessors()));
      out.println("Network:  " + network.name() + " (embedded)");
      out.println(
          "          %d layers, %s pooling, filters %s"
              .formatted(
                  network.layers().size(),
                  Defaults.lower(network.pooling()),
                  network.layers().stream()
                      .map(layer -> network.convolution(layer).outputs())
                      .map(String::valueOf)
                      .collect(Collectors.joining(" "))));
      new TreeMap<>(network.facts())
          .forEach((name, fact) -> out.println("          " + name + ": " + fact));
    }
    out.flush();
    return 0;
  }
}
