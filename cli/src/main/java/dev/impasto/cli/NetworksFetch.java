package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.catalog.Download;
import dev.impasto.network.catalog.KnownNetwork;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.network.catalog.Origin;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs a published network. */
@Command(
    name = "fetch",
    description = {
      "Fetch a published network and install it.",
      "Its addresses are tried in turn. A download that was broken or stopped goes on where it"
          + " ended. What has another checksum than the published one is not used.",
      "Proxies: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, or Java's https.proxyHost."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksFetch implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "A known network; 'impasto networks list' names them.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Fetch the file from this address, with the same checks (default: the known addresses).")
  private @Nullable String from;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long to wait for a connection, for an answer, and when no more comes (default:"
              + " ${DEFAULT-VALUE}).")
  private int timeout = 30;

  @Mixin private QuietArgument quiet = new QuietArgument();

  /** What can be fetched; tests have their own. */
  List<KnownNetwork> all = KnownNetwork.all();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksFetch() {}

  @Override
  public Integer call() {
    require(timeout >= 1 && timeout <= 3600, "--timeout must be 1 to 3600, not %d", timeout);
    String known =
        NamedChoice.of("known network", name, all.stream().map(KnownNetwork::name).toList());
    KnownNetwork published =
        all.stream().filter(n -> n.name().equals(known)).findFirst().orElseThrow();
    KnownNetwork network = from == null ? published : published.at(address(from));
    NetworkFolder folder = UserFolders.networks();
    Watch watch = new Watch(quiet.line(spec));
    Download download =
        new Download(
            new Proxies(System.getenv(), ProxySelector.getDefault()), Duration.ofSeconds(timeout));
    try {
      Path file = folder.fetch(network, download, watch);
      watch.line.say("Installed '%s' in %s".formatted(known, file));
    } catch (InvalidInputException e) {
      throw watch.failures == network.origins().size() || !network.canBeChecked()
          ? new InvalidInputException(e.getMessage() + "; " + advice(published), e)
          : e;
    }
    return 0;
  }

  /** Tells how to do without a connection from here. */
  private static String advice(KnownNetwork network) {
    String preprocessing = network.preprocessing().name();
    return "get %s by other means, then run: impasto networks add FILE --name %s%s"
        .formatted(
            network.origins().get(0).address(),
            network.name(),
            // What is the file's own is read from it.
            preprocessing.contains(" ") ? "" : " --preprocessing " + preprocessing);
  }

  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidInputException("--from must be an address, not '%s'".formatted(text), e);
    }
  }

  /** Shows how far the download is. */
  private static final class Watch implements Download.Listener {
    private final ProgressLine line;
    private int failures;
    private String shown = "";

    Watch(ProgressLine line) {
      this.line = line;
    }

    @Override
    public void progressed(Origin origin, long bytes, long size) {
      String host = origin.address().getHost();
      if (line.isDue() || bytes == size || !host.equals(shown)) {
        shown = host;
        line.show(
            size > 0 ? (double) bytes / size : 0,
            "%s of %s from %s"
                .formatted(
                    NetworkLine.megabytes(bytes),
                    size > 0 ? NetworkLine.megabytes(size) : "an unknown size",
                    host));
      }
    }

    @Override
    public void failed(Origin origin, String reason) {
      failures++;
      line.say("%s: %s".formatted(origin.address(), reason));
    }
  }
}
