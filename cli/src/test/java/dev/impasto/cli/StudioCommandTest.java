package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The studio as a process: its address, its port, and what a kill leaves. */
final class StudioCommandTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit sets the folder
  StudioCommandTest() {}

  private List<String> command(String port) {
    return List.of(
        "studio",
        "--port",
        port,
        "--no-browser",
        "--folder",
        folder.resolve("data").toString(),
        "--threads",
        "1",
        "--precision",
        "f32");
  }

  /** Starts a studio and waits for its address. */
  private Process start(Path log) throws IOException, InterruptedException {
    Process process = Child.start(log, command("0"));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains("#token=")) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(50);
    }
    return process;
  }

  /** A program that has the token. */
  private static final class Client {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String cookie;

    Client(Path log) throws IOException, InterruptedException {
      String address = Files.readString(log).lines().findFirst().orElseThrow();
      base = address.replaceFirst("/#.*", "");
      String token = address.replaceFirst(".*#token=", "");
      cookie =
          send(
                  HttpRequest.newBuilder(URI.create(base + "/api/session")),
                  "{\"token\": \"%s\"}".formatted(token))
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow()
              .replaceFirst(";.*", "");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String body)
        throws IOException, InterruptedException {
      return http.send(
          request
              .header("X-Impasto", "1")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }

    String post(String path, String body) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(URI.create(base + path)).header("Cookie", cookie), body)
          .body();
    }

    String upload(Path picture) throws IOException, InterruptedException {
      String answer =
          http.send(
                  HttpRequest.newBuilder(
                          URI.create(base + "/api/pictures?name=" + picture.getFileName()))
                      .header("Cookie", cookie)
                      .header("X-Impasto", "1")
                      .header("Content-Type", "application/octet-stream")
                      .POST(BodyPublishers.ofFile(picture))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return answer.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    String get(String path) throws IOException, InterruptedException {
      return http.send(
              HttpRequest.newBuilder(URI.create(base + path)).header("Cookie", cookie).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void theAddressIsPrintedAndTheSecondStudioLeadsToTheFirst() throws Exception {
    Path log = folder.resolve("first");
    Process first = start(log);
    try {
      String address = Files.readString(log).lines().findFirst().orElseThrow();
      Child.End second = Child.run(folder.resolve("second"), command("0"));

      assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/#token=[A-Za-z0-9_-]{32}");
      assertThat(second.exitCode()).isZero();
      assertThat(second.printed()).contains("open already").contains(address);
    } finally {
      first.destroy();
      assertThat(first.waitFor()).isNotNegative();
    }
  }

  @Test
  void aPortInUseIsSaidWithOneThatIsFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Child.End end = Child.run(folder.resolve("log"), command(Integer.toString(port)));

      assertThat(end.exitCode()).isEqualTo(2);
      assertThat(end.printed())
          .startsWith("impasto: port %d of 127.0.0.1 is in use".formatted(port))
          .contains("--port ");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws Exception {
    Files.writeString(folder.resolve("data"), "a file");

    Child.End end = Child.run(folder.resolve("log"), command("0"));

    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.printed()).contains("cannot be written").contains("--folder");
  }

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "a killed process may hold its files for a while")
  void aKilledStudioGoesOnWithWhatWasAskedFor() throws Exception {
    Path log = folder.resolve("first");
    Process first = start(log);
    Client client = new Client(log);
    String content = client.upload(TestFiles.picture(folder.resolve("photo.png"), 60, 40));
    String style = client.upload(TestFiles.picture(folder.resolve("painting.png"), 40, 40));
    List<String> jobs = new ArrayList<>();
    for (int iterations : List.of(100_000, 3, 4)) {
      String answer =
          client.post(
              "/api/jobs",
              ("{\"content\": \"%s\", \"styles\": [{\"picture\": \"%s\"}], \"settings\":"
                      + " {\"size\": \"48\", \"iterations\": \"%d\"}}")
                  .formatted(content, style, iterations));
      jobs.add(answer.replaceFirst("\\{\"id\":\"([^\"]+)\".*", "$1"));
    }
    awaitState(client, jobs.get(0), "running");
    first.destroyForcibly().waitFor();
    Path again = folder.resolve("second");
    Process second = start(again);
    try {
      client = new Client(again);
      awaitState(client, jobs.get(0), "running");
      client.post("/api/jobs/%s/stop".formatted(jobs.get(0)), "{}");
      awaitState(client, jobs.get(1), "done");
      awaitState(client, jobs.get(2), "done");
    } finally {
      second.destroy();
      second.waitFor();
    }

    try (var files = Files.list(folder.resolve("data").resolve("pictures"))) {
      assertThat(files).hasSize(2);
    }
  }

  private static void awaitState(Client client, String job, String state) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String now = client.get("/api/jobs/" + job);
    while (!now.contains("\"state\":\"%s\"".formatted(state))) {
      assertThat(System.nanoTime()).as(now).isLessThan(end);
      Thread.sleep(50);
      now = client.get("/api/jobs/" + job);
    }
  }
}
