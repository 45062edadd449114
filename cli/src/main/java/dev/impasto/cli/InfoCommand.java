package dev.impasto.cli;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import java.io.PrintWriter;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this program is made of and what it runs on. */
@Command(
    name = "info",
    description = "Show the version, the engine, the processor's features and a network.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NetworkArguments network = new NetworkArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InfoCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Network shown = network.load();
    try (Engine engine = Engine.open(0, Precision.AUTO)) {
      out.println(Version.text());
      out.println("Engine:   " + engine.description());
      out.println("          --precision auto is %s here".formatted(engine.precision()));
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
    }
    out.println("Network:  " + shown.name() + (network.isEmbedded() ? " (embedded)" : ""));
    out.println("          " + NetworkLine.layers(shown.summary()));
    out.println(
        "          preprocessing %s: %s"
            .formatted(shown.preprocessing().name(), shown.preprocessing().description()));
    new TreeMap<>(shown.facts())
        .forEach((name, fact) -> out.println("          " + name + ": " + fact));
    out.flush();
    return 0;
  }
}
