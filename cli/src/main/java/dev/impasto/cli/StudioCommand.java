package dev.impasto.cli;

import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.studio.Studio;
import dev.impasto.studio.StudioOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the page on which to paint. */
@Command(
    name = "studio",
    customSynopsis = "impasto studio [OPTIONS]",
    description = {
      "Open a page in the browser on which to make pictures: drop a photograph and a painting, watch,",
      "steer, paint masks, compare. Everything stays on this machine.",
      "",
      "The address that is printed has a token, without which the studio answers nobody. It serves",
      "until Ctrl-C; the picture that is being made then goes on when the studio is opened again.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto studio",
      "  impasto studio --port 0 --no-browser",
      "  impasto studio --listen 192.168.1.20 --host-name studio.example"
    })
final class StudioCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      description = "Where the page is served; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = StudioOptions.DEFAULT_PORT;

  @Option(names = "--no-browser", description = "Only print the address.")
  private boolean noBrowser;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "Where pictures, results and the history are kept (default: 'studio' in the folder of"
              + " Impasto's data, which IMPASTO_HOME names).")
  private @Nullable Path folder;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description =
          "Let other machines in, at this address of the machine; they need the token as well, and"
              + " nothing on the way is encrypted (default: this machine alone).")
  private @Nullable String listen;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "A name by which browsers call this machine, besides its address (default: none).")
  private List<String> hostNames = new ArrayList<>();

  @Mixin private NetworkArguments network = new NetworkArguments();

  @Mixin private ThreadsArgument threads = new ThreadsArgument();

  @Mixin private MemoryArgument memory = new MemoryArgument();

  @Option(
      names = "--precision",
      paramLabel = "auto|f32|bf16",
      description = "What is computed with (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.AUTO;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudioCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Path home = folder == null ? UserFolders.data().resolve("studio") : folder;
    Optional<String> open = Studio.running(home);
    if (open.isPresent()) {
      spec.commandLine().getErr().println("The studio is open already.");
      show(open.get(), home);
      return 0;
    }
    Network loaded = network.load();
    try (Engine engine = Engine.open(threads.count(), precision);
        StyleTransfer transfer = memory.transfer(loaded, engine)) {
      CountDownLatch closed = new CountDownLatch(1);
      Studio studio = Studio.open(options(home), new StudioDialect(), transfer);
      Thread main = Thread.currentThread();
      Thread closing =
          new Thread(
              () -> {
                studio.close();
                closed.countDown();
                main.interrupt();
              },
              "impasto-close");
      Runtime.getRuntime().addShutdownHook(closing);
      show(studio.address(), home);
      if (listen != null) {
        spec.commandLine()
            .getErr()
            .println(
                "Other machines reach the studio at this address. Whoever has the token can make and"
                    + " see pictures here; nothing on the way is encrypted.");
      }
      closed.await();
      return 0;
    }
  }

  private StudioOptions options(Path home) {
    StudioOptions options = StudioOptions.in(home).withPort(port).withHostNames(hostNames);
    if (listen != null) {
      options = options.withListen(listen);
    }
    return Files.isDirectory(Examples.folder())
        ? options.withExamples(Examples.folder().toAbsolutePath())
        : options;
  }

  private void show(String address, Path home) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(address);
    out.flush();
    if (!noBrowser && !Browser.open(address, home)) {
      spec.commandLine().getErr().println("Open this address in a browser.");
    }
  }
}
