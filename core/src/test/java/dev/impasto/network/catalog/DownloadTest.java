package dev.impasto.network.catalog;

import static dev.impasto.network.catalog.TestServer.file;
import static dev.impasto.network.catalog.TestServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.network.Micro;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from servers that are good, slow, broken, moved, wrong or gone. */
@Timeout(30)
final class DownloadTest implements Download.Listener {
  private static final ProxySelector DIRECT = ProxySelector.of(null);
  private static final String TAG = "\"first\"";

  private final TestServer server = new TestServer();
  private final Path home;
  private final NetworkFolder folder;
  private final byte[] bytes;
  private final List<String> failures = new ArrayList<>();
  private long progress;
  private long size;

  DownloadTest(@TempDir Path home) throws IOException {
    this.home = home;
    folder = new NetworkFolder(home.resolve("networks"));
    Path file = home.resolve("published");
    NetworkFile.write(Micro.vgg19(), file);
    bytes = Files.readAllBytes(file);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public void progressed(Origin origin, long done, long whole) {
    progress = done;
    size = whole;
  }

  @Override
  public void failed(Origin origin, String reason) {
    failures.add(reason);
  }

  private Checksum sum() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new Checksum(Checksum.Algorithm.SHA256, HexFormat.of().formatHex(digest));
  }

  private Origin origin(URI address) throws Exception {
    return new Origin(address, bytes.length, Set.of(sum()));
  }

  private static KnownNetwork known(Origin... origins) {
    return new KnownNetwork("tiny", "a test", Preprocessing.CAFFE, Arrays.asList(origins));
  }

  private Path fetch(Origin... origins) {
    return fetch(DIRECT, known(origins));
  }

  private Path fetch(ProxySelector proxies, KnownNetwork known) {
    return folder.fetch(known, new Download(proxies, Duration.ofMillis(700)), this);
  }

  private void assertInstalled() throws Exception {
    assertThat(folder.names()).containsExactly("tiny");
    assertThat(folder.path().toFile().list())
        .containsExactlyInAnyOrder("tiny.safetensors", "tiny.safetensors.sha256");
    folder.verify("tiny");
    assertThat(folder.read("tiny").preprocessing()).isEqualTo(Preprocessing.CAFFE);
    assertThat(folder.read("tiny").facts()).containsEntry("origin-sha256", sum().hex());
  }

  private void assertRefused(String message, Origin... origins) {
    assertThatThrownBy(() -> fetch(origins))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
    assertThat(folder.names()).isEmpty();
  }

  private List<String> ranges() {
    return server.requests.stream().map(request -> request.header("range")).toList();
  }

  @Test
  void fileIsFetchedCheckedAndInstalled() throws Exception {
    fetch(origin(server.on("/file", file(bytes, TAG))));

    assertInstalled();
    assertThat(progress).isEqualTo(bytes.length);
    assertThat(size).isEqualTo(bytes.length);
    assertThat(failures).isEmpty();
  }

  @Test
  void slowServerIsWaitedFor() throws Exception {
    fetch(
        origin(
            server.on(
                "/slow",
                (request, out) -> {
                  head(out, 200, "Content-Length: " + bytes.length);
                  for (int i = 0; i < bytes.length; i += bytes.length / 8) {
                    Thread.sleep(150);
                    out.write(bytes, i, Math.min(bytes.length / 8, bytes.length - i));
                    out.flush();
                  }
                })));

    assertInstalled();
  }

  @Test
  void serverThatFallsSilentIsGivenUp() throws Exception {
    Origin silent =
        origin(
            server.on(
                "/silent",
                (request, out) -> {
                  if (request.header("range").isEmpty()) {
                    head(out, 200, "Content-Length: " + bytes.length);
                    out.write(bytes, 0, 100);
                    out.flush();
                  }
                  Thread.sleep(20_000);
                }));
    fetch(silent, origin(server.on("/file", file(bytes, TAG))));

    assertInstalled();
    assertThat(failures).containsExactly("no answer in time");
  }

  @Test
  void brokenDownloadIsTakenUpWhereItEnded() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    fetch(
        origin(
            server.on(
                "/breaks",
                (request, out) -> {
                  if (connections.incrementAndGet() == 1) {
                    head(out, 200, "ETag: " + TAG, "Content-Length: " + bytes.length);
                    out.write(bytes, 0, 1000);
                  } else {
                    file(bytes, TAG).answer(request, out);
                  }
                })));

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-");
    assertThat(server.requests.get(1).header("if-range")).isEqualTo(TAG);
    assertThat(failures).isEmpty();
  }

  @Test
  void laterRunGoesOnWhereTheFirstEnded() throws Exception {
    Origin breaks = origin(server.on("/file", this::halfAtFirst));
    assertRefused("127.0.0.1: it answers 503", breaks);
    assertThat(folder.path().resolve("tiny.part")).hasSize(1000);

    server.on("/file", file(bytes, TAG));
    fetch(breaks);

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-", "bytes=1000-");
  }

  private void halfAtFirst(TestServer.Request request, java.io.OutputStream out)
      throws IOException {
    if (request.header("range").isEmpty()) {
      head(out, 200, "ETag: " + TAG, "Content-Length: " + bytes.length);
      out.write(bytes, 0, 1000);
    } else {
      head(out, 503, "Content-Length: 0");
    }
  }

  @Test
  void fileThatHasChangedMeanwhileIsFetchedAnew() throws Exception {
    Origin breaks = origin(server.on("/file", this::halfAtFirst));
    assertRefused("503", breaks);
    Files.write(folder.path().resolve("tiny.part"), new byte[1000]);

    server.on("/file", file(bytes, "\"second\""));
    fetch(breaks);

    assertInstalled();
  }

  @Test
  void wrongBeginningIsFetchedAnew() throws Exception {
    Origin breaks = origin(server.on("/file", this::halfAtFirst));
    assertRefused("503", breaks);
    Files.write(folder.path().resolve("tiny.part"), new byte[1000]);

    server.on("/file", file(bytes, TAG));
    fetch(breaks);

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-", "bytes=1000-", "");
  }

  @Test
  void anotherAddressGoesOnWithTheSameFile() throws Exception {
    fetch(
        origin(server.on("/breaks", this::halfAtFirst)),
        origin(server.on("/mirror", file(bytes, "\"mirror\""))));

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-", "bytes=1000-");
    assertThat(server.requests.get(2).header("if-range")).isEmpty();
  }

  @Test
  void anotherFileIsNotContinuedWith() throws Exception {
    Checksum other = new Checksum(Checksum.Algorithm.SHA256, "0123456789abcdef");
    Origin first = new Origin(server.on("/other", this::halfAtFirst), bytes.length, Set.of(other));
    fetch(first, origin(server.on("/file", file(bytes, TAG))));

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-", "");
  }

  @Test
  void serverMayIgnoreTheRange() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    fetch(
        origin(
            server.on(
                "/whole",
                (request, out) -> {
                  head(out, 200, "Content-Length: " + bytes.length);
                  out.write(bytes, 0, connections.incrementAndGet() == 1 ? 1000 : bytes.length);
                })));

    assertInstalled();
    assertThat(ranges()).containsExactly("", "bytes=1000-");
  }

  @Test
  void fileThatWasCompleteButNeverUsedIsNotFetchedAgain() throws Exception {
    Origin origin = origin(server.on("/file", this::halfAtFirst));
    assertRefused("503", origin);
    Files.write(folder.path().resolve("tiny.part"), bytes);
    server.close();

    fetch(origin);

    assertInstalled();
  }

  @Test
  void tooLongABeginningIsFetchedAnew() throws Exception {
    Origin origin = origin(server.on("/file", this::halfAtFirst));
    assertRefused("503", origin);
    Files.write(folder.path().resolve("tiny.part"), new byte[bytes.length + 5]);
    server.on("/file", file(bytes, TAG));

    fetch(origin);

    assertInstalled();
  }

  @Test
  void wrongFileIsNeverInstalled() throws Exception {
    byte[] wrong = bytes.clone();
    wrong[wrong.length - 1] ^= 1;
    Origin origin = origin(server.on("/wrong", file(wrong, TAG)));
    assertRefused("127.0.0.1: its file is another one, by its checksum", origin);
    assertThat(folder.path()).isEmptyDirectory();

    fetch(origin, origin(server.on("/file", file(bytes, TAG))));

    assertInstalled();
  }

  @Test
  void fileOfAnotherSizeIsRefusedAtOnce() throws Exception {
    assertRefused(
        "its file has 5 bytes, not " + bytes.length,
        origin(server.on("/five", file(new byte[5], TAG))));
  }

  @Test
  void bodyWithoutEndIsCutOff() throws Exception {
    Origin endless =
        origin(
            server.on(
                "/endless",
                (request, out) -> {
                  head(out, 200);
                  for (int i = 0; i < 1 << 20; i++) {
                    out.write(bytes);
                  }
                }));

    assertRefused("its file has more than " + bytes.length + " bytes", endless);
  }

  @Test
  void nextAddressIsTriedWhereOneHasNothing() throws Exception {
    fetch(
        origin(server.on("/here", file(bytes, TAG)).resolve("/missing")),
        origin(server.on("/here", file(bytes, TAG))));

    assertInstalled();
    assertThat(failures).containsExactly("it answers 404");
  }

  @Test
  void redirectIsFollowed() throws Exception {
    URI there = server.on("/there", file(bytes, TAG));
    fetch(
        origin(
            server.on(
                "/here",
                (request, out) -> head(out, 302, "Location: " + there, "Content-Length: 0"))));

    assertInstalled();
  }

  @Test
  void addressWithoutServerIsNamed() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/file");
    }
    assertRefused("'tiny' could not be fetched (127.0.0.1: no connection)", origin(nobody));
    assertRefused("nowhere.invalid: no connection", origin(URI.create("http://nowhere.invalid/x")));
  }

  @Test
  void fullDiskIsNamed() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full");
    Files.createDirectories(folder.path());
    Files.createSymbolicLink(folder.path().resolve("tiny.part"), full);

    assertRefused("No space left on device", origin(server.on("/file", file(bytes, TAG))));
  }

  @Test
  void moreThanThereIsRoomForIsNotBegun() throws Exception {
    Origin huge =
        new Origin(
            server.on(
                "/huge",
                (request, out) -> {
                  head(out, 200, "Content-Length: " + (1L << 60));
                  // Closed at once, the connection could be seen to end before the answer is read.
                  Thread.sleep(2000);
                }),
            0,
            Set.of(sum()));

    assertRefused("but there is room for", huge);
  }

  @Test
  void proxyIsUsed() throws Exception {
    server.on("/file", file(bytes, TAG));
    fetch(
        ProxySelector.of(server.endpoint()),
        known(origin(URI.create("http://published.invalid/file"))));

    assertInstalled();
    assertThat(server.requests.get(0).target()).isEqualTo("http://published.invalid/file");
  }

  @Test
  void whatCannotBeCheckedIsNotFetched() {
    URI address = server.on("/file", file(bytes, TAG));

    assertRefused("no checksum of 'tiny' is published", new Origin(address, 0, Set.of()));
    assertThat(server.requests).isEmpty();
  }

  @Test
  void whatIsInstalledIsNotFetchedAgain() throws Exception {
    Origin origin = origin(server.on("/file", file(bytes, TAG)));
    fetch(origin);

    assertThatThrownBy(() -> fetch(origin))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("a network 'tiny' is installed already");
  }

  @Test
  void oneProcessAtATimeFetches() throws Exception {
    Files.createDirectories(folder.path());
    PartialFile other = PartialFile.open(folder.path().resolve("tiny.part"));

    try (other) {
      assertRefused("is being fetched already", origin(server.on("/file", file(bytes, TAG))));
    }
    assertThat(home.resolve("networks")).isEmptyDirectory();
  }

  @Test
  void anotherAddressMustHaveAFileThatIsKnown() throws Exception {
    Checksum part = new Checksum(Checksum.Algorithm.SHA256, sum().hex().substring(0, 8));
    Checksum whole = new Checksum(Checksum.Algorithm.MD5, "0123456789abcdef0123456789abcdef");
    KnownNetwork known =
        known(
            new Origin(URI.create("https://a.invalid/one.pth"), 5, Set.of(part)),
            new Origin(URI.create("https://b.invalid/two.pth"), 7, Set.of(whole)));

    assertThat(known.at(URI.create("http://mirror.invalid/x/one.pth")).origins())
        .singleElement()
        .satisfies(origin -> assertThat(origin.checksums()).containsExactly(part));
    assertThat(known.at(URI.create("http://mirror.invalid/any")).origins())
        .singleElement()
        .satisfies(origin -> assertThat(origin.checksums()).containsExactly(whole));
  }
}
