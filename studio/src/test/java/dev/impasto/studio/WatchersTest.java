package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who watch a run: all see all of it, in order, and none holds up another. */
class WatchersTest {
  private static final int WATCHERS = 200;
  private static final int ITERATIONS = 40;

  @TempDir Path folder;
  private TestStudio studio;

  @BeforeEach
  void open() {
    studio = new TestStudio(folder);
  }

  @AfterEach
  void close() {
    studio.close();
  }

  /** Opens a stream of events. */
  private Socket watch(String after) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), studio.studio.port());
    socket.setSoTimeout(60_000);
    StringBuilder head = new StringBuilder("GET /api/events?after=" + after + " HTTP/1.1\r\n");
    studio.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** The ids and types of a stream's events, until a job is done. */
  private static List<String> seen(Socket socket) throws IOException {
    List<String> seen = new ArrayList<>();
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String id = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          seen.add(id.replaceFirst(".*\\.", "") + " " + line.substring(7));
        } else if (line.startsWith("data: ") && line.contains("\"state\":\"done\"")) {
          return seen;
        }
      }
    }
    throw new AssertionError("the stream ended before the job: " + seen);
  }

  @Test
  void twoHundredSeeTheSameRunWhole() throws Exception {
    String place = studio.json("/api/state").path("event").asString();
    ExecutorService readers = Executors.newFixedThreadPool(WATCHERS);
    List<Future<List<String>>> all = new ArrayList<>();
    try (Socket silent = watch(place)) {
      for (int i = 0; i < WATCHERS; i++) {
        Socket socket = watch(place);
        all.add(readers.submit(() -> seen(socket)));
      }
      String job = studio.job("\"iterations\": \"%d\"".formatted(ITERATIONS));
      studio.awaitState(job, "done");
      List<String> first = all.get(0).get(60, TimeUnit.SECONDS);

      assertThat(first).filteredOn(event -> event.endsWith(" progress")).hasSizeGreaterThan(20);
      for (int i = 0; i < first.size(); i++) {
        assertThat(first.get(i)).startsWith((i + 1) + " ");
      }
      for (Future<List<String>> each : all) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(first);
      }
      assertThat(silent.isConnected()).isTrue(); // who reads nothing holds up nobody
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void whoComesBackGoesOnWhereHeWas() throws Exception {
    String start = studio.json("/api/state").path("event").asString();
    String job = studio.job("\"iterations\": \"10\"");
    studio.awaitState(job, "done");
    List<String> whole = seen(watch(start));
    String later = start.replaceFirst("\\.\\d+$", ".5");

    assertThat(seen(watch(later))).isEqualTo(whole.subList(5, whole.size()));
  }

  @Test
  void whoComesFromAnotherStartOfTheProgramBeginsAnew() throws Exception {
    try (Socket socket = watch("elsewhere.7");
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      while (line != null && !line.startsWith("event: ")) {
        line = in.readLine();
      }

      assertThat(line).isEqualTo("event: reset");
    }
  }

  @Test
  void onlySoManyMayWatch() throws Exception {
    studio.close();
    Limits few = new Limits(1000, 1000, 5, 5, 2, 0);
    studio = new TestStudio(StudioOptions.in(folder).withLimits(few));
    try (Socket one = watch("x");
        Socket two = watch("x")) {
      one.getInputStream().read();
      two.getInputStream().read();

      RawClient.Answer third = studio.get("/api/events");

      assertThat(third.status()).isEqualTo(503);
      assertThat(third.text()).contains("2 pages watch already");
    }
  }
}
