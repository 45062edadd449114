package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others' programs of this kind have let in. */
class AccessTest {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static TestStudio studio;

  @BeforeAll
  static void open() {
    studio =
        new TestStudio(
            StudioOptions.in(folder).withLimits(Limits.DEFAULT.withUploadBytes(100_000)));
  }

  @AfterAll
  static void close() {
    studio.close();
  }

  private static int status(String method, String path, Map<String, String> headers, byte[] body) {
    return studio.client.send(method, path, headers, body).status();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> headers = studio.headers();
    headers.put("Content-Type", "application/json");
    headers.put(name, value);
    return headers;
  }

  private static Map<String, String> without(String name) {
    Map<String, String> headers = with("Accept", "*/*");
    headers.remove(name);
    return headers;
  }

  @Test
  void thePageItselfNeedsNoToken() {
    assertThat(status("GET", "/lib/uplot.js", Map.of("Host", studio.host()), NOTHING))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "127.0.0.1",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "0.0.0.0",
        ""
      })
  void anotherNameForThisMachineIsRefused(String name) {
    String host = name.contains(":") || name.equals("127.0.0.1") ? name : name + port();

    assertThat(status("GET", "/", with("Host", host), NOTHING)).isIn(400, 403);
    assertThat(status("GET", "/api/state", with("Host", host), NOTHING)).isIn(400, 403);
  }

  private static String port() {
    return ":" + studio.studio.port();
  }

  @Test
  void itsOwnNamesAreKnown() {
    for (String name : List.of("localhost", "127.0.0.1", "[::1]", "LOCALHOST")) {
      assertThat(status("GET", "/api/state", with("Host", name + port()), NOTHING)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/state",
        "/api/events",
        "/api/jobs/j1",
        "/api/pictures/p1",
        "/api/jobs/j1/result",
        "/api/jobs/j1/preview"
      })
  void nothingIsToldWithoutTheCookie(String path) {
    assertThat(status("GET", path, without("Cookie"), NOTHING)).isEqualTo(401);
    assertThat(status("GET", path, with("Cookie", "impasto-1=x"), NOTHING)).isEqualTo(401);
    assertThat(
            status(
                "GET",
                path,
                with("Cookie", "impasto-%d=guess".formatted(studio.studio.port())),
                NOTHING))
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61pi/events",
        "/api;a/events",
        "/api/events;a",
        "//api/events",
        "/api//events",
        "/lib/../api/events",
        "/page/../api/events",
        "/page/./../api/events",
        "/page/..;/api/events",
        "/lib/%2e%2e/api/events",
        "/api%2fevents",
        "/API/events",
        "/%61pi/state",
        "/page/../api/state",
        "/api;a/state",
        "/nothing"
      })
  void noOtherSpellingOfAPathGetsPastTheCookie(String path) {
    RawClient.Answer answer = studio.client.send("GET", path, without("Cookie"), NOTHING);

    assertThat(answer.status()).isIn(400, 401);
    assertThat(answer.text()).doesNotContain("event:", "settings");
  }

  @Test
  void aPictureThatClaimsToBeHugeIsRefusedBeforeItIsDecoded() throws Exception {
    byte[] png = TestStudio.png(1);
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());

    RawClient.Answer answer = studio.upload("/api/pictures?name=huge.png", png);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("huge.png").contains("60000");
  }

  @Test
  void aWrongTokenGivesNoCookie() {
    RawClient.Answer answer =
        studio.client.send(
            "POST",
            "/api/session",
            without("Cookie"),
            "{\"token\": \"guess\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void aFormOfAnotherPageCannotPost(String type) {
    assertThat(status("POST", "/api/jobs", with("Content-Type", type), OBJECT)).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "http://evil.example", "https://127.0.0.1", "file://"})
  void anotherOriginIsRefused(String origin) {
    assertThat(status("POST", "/api/jobs", with("Origin", origin), OBJECT)).isEqualTo(403);
    assertThat(status("DELETE", "/api/jobs/j1", with("Origin", origin), OBJECT)).isEqualTo(403);
  }

  @Test
  void anotherPortOfThisMachineIsAnotherOrigin() {
    assertThat(status("POST", "/api/jobs", with("Origin", "http://127.0.0.1:1"), OBJECT))
        .isEqualTo(403);
  }

  @Test
  void itsOwnOriginIsRight() {
    assertThat(status("POST", "/api/jobs", with("Origin", "http://" + studio.host()), OBJECT))
        .isEqualTo(400); // and then says what is missing
  }

  @Test
  void aBrowserThatHidesTheOriginIsRefused() {
    assertThat(status("POST", "/api/jobs", with("Sec-Fetch-Site", "cross-site"), OBJECT))
        .isEqualTo(403);
    assertThat(status("POST", "/api/jobs", with("Sec-Fetch-Site", "same-origin"), OBJECT))
        .isEqualTo(403);
    assertThat(status("GET", "/api/state", with("Sec-Fetch-Site", "cross-site"), NOTHING))
        .isEqualTo(403);
  }

  @Test
  void whatAnyPageMaySendIsNotEnough() {
    assertThat(status("POST", "/api/jobs", without("X-Impasto"), OBJECT)).isEqualTo(403);
  }

  @Test
  void noOtherOriginIsInvited() {
    RawClient.Answer answer =
        studio.client.send("OPTIONS", "/api/jobs", with("Origin", "http://evil.example"), NOTHING);

    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../store/migrations/1.sql",
        "/page/%2e%2e/store/migrations/1.sql",
        "/page/..%2fstore/migrations/1.sql",
        "/page/js/../../store/migrations/1.sql",
        "/page//etc/passwd",
        "/page/C:/Windows/win.ini",
        "/lib/..%2f..%2fLICENSE",
        "/api/pictures/..%2f..%2fstudio.db",
        "/api/pictures/%2fetc%2fpasswd",
        "/api/jobs/..%2f..%2f/result",
        "/api/jobs/%2e%2e/result",
        "/api/jobs/..%5c..%5c/preview"
      })
  void noNameLeadsToAFileThatIsNotThePages(String path) {
    RawClient.Answer answer = studio.client.send("GET", path, with("Accept", "*/*"), NOTHING);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.text()).doesNotContain("CREATE TABLE", "root:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "styles", "start", "masks"})
  void aRequestNamesPicturesByIdsAlone(String where) {
    String path = folder.resolve("studio.db").toString();
    String spec =
        switch (where) {
          case "content" -> TestStudio.spec(path, "p", "");
          case "styles" -> TestStudio.spec(studio.picture("a.png", 1), path, "");
          case "start" ->
              "{\"content\": \"%1$s\", \"styles\": [{\"picture\": \"%1$s\"}], \"start\": \"%2$s\"}"
                  .formatted(studio.picture("a.png", 1), path);
          default ->
              ("{\"content\": \"%1$s\", \"styles\": [{\"picture\": \"%1$s\"}], \"masks\":"
                      + " {\"protect\": \"%2$s\"}}")
                  .formatted(studio.picture("a.png", 1), path);
        };

    RawClient.Answer answer = studio.post("/api/jobs", spec);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("there is no picture of that name");
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedAndForgotten() throws Exception {
    RawClient.Answer answer = studio.upload("/api/pictures?name=a.png", new byte[200_000]);

    assertThat(answer.status()).isEqualTo(413);
    try (var files = Files.list(folder.resolve("pictures"))) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("upload"));
    }
  }

  @Test
  void aPageOrADrawingIsNoPicture() {
    for (String text :
        List.of(
            "<html><script>alert(1)</script></html>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")) {
      RawClient.Answer answer =
          studio.upload("/api/pictures?name=a.svg", text.getBytes(StandardCharsets.UTF_8));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Content-Type")).startsWith("application/json");
    }
  }

  @Test
  void whatIsShownOfAnUploadIsCodedAnew() throws Exception {
    byte[] sent = TestStudio.png(3);
    byte[] hidden = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    byte[] both = java.util.Arrays.copyOf(sent, sent.length + hidden.length);
    System.arraycopy(hidden, 0, both, sent.length, hidden.length);
    String id =
        TestStudio.JSON
            .readTree(studio.upload("/api/pictures?name=%3Cb%3E.png", both).text())
            .path("id")
            .asString();

    RawClient.Answer shown = studio.get("/api/pictures/" + id);

    assertThat(shown.text()).doesNotContain("script");
    assertThat(shown.header("Content-Type")).isEqualTo("image/png");
    assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(shown.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @Test
  void theNameOfAnUploadIsNoPath() {
    RawClient.Answer answer =
        studio.upload("/api/pictures?name=..%2F..%2Fetc%2Fpasswd", TestStudio.png(4));

    assertThat(TestStudio.JSON.readTree(answer.text()).path("name").asString()).isEqualTo("passwd");
  }

  @Test
  void everyAnswerSaysWhatItMayDo() {
    for (String path : List.of("/", "/api/state", "/nothing", "/lib/uplot.css")) {
      RawClient.Answer answer = studio.get(path);

      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void theCookieIsForThisPageAlone() {
    String token = studio.studio.address().replaceFirst(".*#token=", "");
    RawClient.Answer answer = studio.post("/api/session", "{\"token\": \"%s\"}".formatted(token));

    assertThat(answer.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
  }

  @Test
  void onlyItsUserCanReadTheAddressBesideTheLock() throws Exception {
    assertThat(Studio.running(folder)).isEqualTo(Optional.of(studio.studio.address()));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("studio.address"))).hasSize(2);
    }
  }
}
