package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A studio that is open, with a client that it lets in. */
final class TestStudio implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Engine engine = Engine.open(1, Precision.F32);
  private final StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine);
  final Studio studio;
  final RawClient client;
  private final Map<String, String> headers = new LinkedHashMap<>();

  TestStudio(Path folder) {
    this(StudioOptions.in(folder));
  }

  TestStudio(StudioOptions options) {
    try {
      studio = Studio.open(options.withPort(0), new SmallDialect(), transfer);
    } catch (RuntimeException e) {
      transfer.close();
      engine.close();
      throw e;
    }
    client = new RawClient(studio.port());
    headers.put("Host", host());
    headers.put("X-Impasto", "1");
    String token = studio.address().replaceFirst(".*#token=", "");
    RawClient.Answer entered = post("/api/session", "{\"token\": \"%s\"}".formatted(token));
    headers.put("Cookie", entered.header("Set-Cookie").replaceFirst(";.*", ""));
  }

  String host() {
    return "127.0.0.1:" + studio.port();
  }

  /** What the client sends with each request. */
  Map<String, String> headers() {
    return new LinkedHashMap<>(headers);
  }

  RawClient.Answer get(String path) {
    return client.send("GET", path, headers, new byte[0]);
  }

  JsonNode json(String path) {
    return JSON.readTree(get(path).text());
  }

  RawClient.Answer send(String method, String path, String json) {
    Map<String, String> all = headers();
    all.put("Content-Type", "application/json");
    return client.send(method, path, all, json.getBytes(StandardCharsets.UTF_8));
  }

  RawClient.Answer post(String path, String json) {
    return send("POST", path, json);
  }

  RawClient.Answer upload(String path, byte[] bytes) {
    Map<String, String> all = headers();
    all.put("Content-Type", "application/octet-stream");
    return client.send("POST", path, all, bytes);
  }

  /** Gives the studio a picture and returns its id. */
  String picture(String name, long seed) {
    RawClient.Answer answer = upload("/api/pictures?name=" + name, png(seed));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return JSON.readTree(answer.text()).path("id").asString();
  }

  /** A picture file of 40 x 30 pixels. */
  static byte[] png(long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * 40 * 30];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextInt(256) / 255f;
    }
    try {
      Path file = Files.createTempFile("studio", ".png");
      try {
        PictureWriter.write(new Picture(40, 30, rgb), file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to ask for. */
  static String spec(String content, String style, String settings) {
    return "{\"content\": \"%s\", \"styles\": [{\"picture\": \"%s\"}], \"settings\": {%s}}"
        .formatted(content, style, settings);
  }

  /** Asks for a picture of two new ones and returns the job's id. */
  String job(String settings) {
    String spec = spec(picture("photo.png", 1), picture("painting.png", 2), settings);
    RawClient.Answer answer = post("/api/jobs", spec);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return JSON.readTree(answer.text()).path("id").asString();
  }

  /** Waits until a job is as it should be. */
  JsonNode await(String job, Predicate<JsonNode> holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode now = json("/api/jobs/" + job);
    while (!holds.test(now)) {
      assertThat(System.nanoTime()).as("waited too long: %s", now).isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      now = json("/api/jobs/" + job);
    }
    return now;
  }

  JsonNode awaitState(String job, String state) {
    return await(job, now -> now.path("state").asString().equals(state));
  }

  @Override
  public void close() {
    studio.close();
    transfer.close();
    engine.close();
  }
}
