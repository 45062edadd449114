package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.network.catalog.Checksum;
import dev.impasto.network.catalog.KnownNetwork;
import dev.impasto.network.catalog.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What 'networks fetch' says and does; how downloads go wrong is tested in the library. */
@Timeout(30)
final class NetworksFetchTest {
  private final Path home;
  private final HttpServer server;
  private final Checksum checksum;

  NetworksFetchTest(@TempDir Path folder) throws IOException {
    home = folder.resolve("home");
    System.setProperty("impasto.home", home.toString());
    Path published = folder.resolve("published");
    NetworkFile.write(Network.embedded(), published);
    byte[] bytes = Files.readAllBytes(published);
    checksum = Checksum.of(published, Checksum.Algorithm.SHA256);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/network",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty("impasto.home");
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private CommandRun fetch(List<KnownNetwork> known, String... arguments) {
    CommandLine commandLine = Main.commandLine();
    CommandLine networks = Objects.requireNonNull(commandLine.getSubcommands().get("networks"));
    NetworksFetch command =
        Objects.requireNonNull(networks.getSubcommands().get("fetch")).getCommand();
    command.all = known;
    return CommandRun.of(
        commandLine,
        Stream.concat(Stream.of("networks", "fetch"), Stream.of(arguments)).toArray(String[]::new));
  }

  private KnownNetwork known(String path, Set<Checksum> checksums) {
    return new KnownNetwork(
        "published",
        "a network",
        Preprocessing.CAFFE,
        List.of(new Origin(address(path), 0, checksums)));
  }

  private static void assertRefused(CommandRun run, String... parts) {
    assertThat(run.err()).contains(parts).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(line -> line.startsWith("impasto: "))).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void fetchedNetworkCanBeUsed() {
    CommandRun run = fetch(List.of(known("/network", Set.of(checksum))), "Published");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("100%", " MB of ", "from 127.0.0.1", "Installed 'published' in " + home);
    assertThat(CommandRun.of("info", "--network", "published").out())
        .contains("preprocessing caffe", "origin: " + address("/network"));
    assertThat(CommandRun.of("networks", "verify").out()).contains("published is sound");
  }

  @Test
  void quietFetchIsQuiet() {
    CommandRun run = fetch(List.of(known("/network", Set.of(checksum))), "published", "--quiet");

    assertThat(List.of(run.err(), run.out())).containsExactly("", "");
  }

  @Test
  void anotherAddressCanBeGiven() {
    CommandRun run =
        fetch(
            List.of(known("/gone", Set.of(checksum))),
            "published",
            "--from",
            address("/network").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void failureSaysHowToDoWithout() {
    assertRefused(
        fetch(List.of(known("/gone", Set.of(checksum))), "published"),
        "it answers 404",
        "get " + address("/gone") + " by other means",
        "impasto networks add FILE --name published --preprocessing caffe");
    assertRefused(
        fetch(
            List.of(known("/gone", Set.of(checksum))),
            "published",
            "--from",
            address("/also-gone").toString()),
        "get " + address("/gone") + " by other means");
    assertRefused(
        fetch(List.of(known("/network", Set.of())), "published"),
        "no checksum of 'published' is published",
        "impasto networks add FILE --name published");
    assertThat(CommandRun.of("networks", "list").out()).contains("networks: none");
  }

  @Test
  void wrongFileIsNotInstalled() {
    Checksum other = new Checksum(Checksum.Algorithm.MD5, "0123456789abcdef0123456789abcdef");

    assertRefused(
        fetch(List.of(known("/network", Set.of(other))), "published"),
        "its file is another one, by its checksum");
    assertThat(home.resolve("networks")).isEmptyDirectory();
  }

  @Test
  void misuseIsAnswered() {
    assertRefused(CommandRun.of("networks", "fetch"), "needs NAME");
    assertRefused(CommandRun.of("networks", "fetch", "vgg-19"), "did you mean vgg19?");
    assertRefused(
        CommandRun.of("networks", "fetch", "vgg19", "--timeout", "0"),
        "--timeout must be 1 to 3600, not 0");
    assertRefused(
        CommandRun.of("networks", "fetch", "vgg19", "--from", "a b"),
        "--from must be an address, not 'a b'");
    assertRefused(
        CommandRun.of("networks", "fetch", "vgg19", "--from", "file:///etc/passwd"),
        "it must begin with https:// or http://");
    assertThat(home).doesNotExist();
  }
}
