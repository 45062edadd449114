package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import dev.impasto.problem.AccessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JobsTest {
  private static final String ENDLESS = "\"iterations\": \"100000\"";

  @TempDir static Path folder;
  private static TestStudio studio;

  @BeforeAll
  static void open() {
    studio = new TestStudio(folder);
  }

  @AfterAll
  static void close() {
    studio.close();
  }

  @Test
  void aPictureIsMadeAndCanBeDownloaded(@TempDir Path here) throws Exception {
    String job = studio.job("\"iterations\": \"8\"");
    JsonNode done = studio.awaitState(job, "done");

    assertThat(done.path("width").asInt()).isEqualTo(48);
    assertThat(done.path("height").asInt()).isEqualTo(36);
    assertThat(done.path("title").asString()).isEqualTo("photo · painting");
    assertThat(done.path("preview").asInt()).isPositive();
    assertThat(done.path("resumable").asBoolean()).isFalse();
    for (String format : List.of("png", "jpg", "tif")) {
      RawClient.Answer answer =
          studio.get("/api/jobs/%s/download?format=%s".formatted(job, format));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      Path file = here.resolve("result." + format);
      Files.write(file, answer.body());
      assertThat(answer.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"photo-painting.%s\"".formatted(format));
      assertThat(PictureReader.read(file).width()).isEqualTo(48);
      assertThat(PictureText.read(file)).containsKeys("Impasto", "Software", "Studio");
      assertThat(PictureText.read(file).get("Impasto")).contains("photo.png");
    }
    RawClient.Answer bare =
        studio.get("/api/jobs/%s/download?format=png&metadata=no".formatted(job));
    Files.write(here.resolve("bare.png"), bare.body());
    assertThat(PictureText.read(here.resolve("bare.png"))).isEmpty();
    JsonNode losses = studio.json("/api/jobs/%s/losses".formatted(job));
    assertThat(losses.path("names").toString()).contains("total", "content", "style");
    assertThat(losses.path("values").path(0).size()).isEqualTo(losses.path("iterations").size());
  }

  @Test
  void aResultBringsBackWhatItWasAskedFor() {
    String job = studio.job("\"iterations\": \"3\", \"strength\": \"60\"");
    JsonNode done = studio.awaitState(job, "done");
    byte[] result = studio.get("/api/jobs/%s/download?format=jpg".formatted(job)).body();

    JsonNode recipe =
        TestStudio.JSON.readTree(studio.upload("/api/recipes?name=result.jpg", result).text());

    assertThat(recipe.path("spec")).isEqualTo(done.path("spec"));
    assertThat(recipe.path("missing").isEmpty()).isTrue();
  }

  @Test
  void aRunWaitsGoesOnIsSteeredAndEndsWithThePictureSoFar() {
    String job = studio.job(ENDLESS);
    studio.await(job, now -> now.path("progress").path("iteration").asInt() >= 3);

    assertThat(state(studio.post("/api/jobs/%s/pause".formatted(job), "{}"))).isEqualTo("paused");
    JsonNode paused = studio.json("/api/jobs/" + job);
    studio.post("/api/jobs/%s/resume".formatted(job), "{}");
    studio.await(
        job,
        now ->
            now.path("progress").path("iteration").asInt()
                > paused.path("progress").path("iteration").asInt() + 3);
    studio.send(
        "PATCH", "/api/jobs/" + job, "{\"settings\": {\"strength\": \"90\", \"detail\": \"50\"}}");
    JsonNode steered =
        studio.await(
            job,
            now -> now.path("spec").path("settings").path("strength").asString("").equals("90"));
    studio.await(job, now -> now.path("progress").path("losses").has("detail"));
    studio.post("/api/jobs/%s/stop".formatted(job), "{}");
    JsonNode stopped = studio.awaitState(job, "stopped");

    assertThat(steered.path("state").asString()).isEqualTo("running");
    assertThat(stopped.path("resumable").asBoolean()).isTrue();
    assertThat(studio.get("/api/jobs/%s/result?longest=100".formatted(job)).status())
        .isEqualTo(200);
    int iterations = stopped.path("progress").path("iteration").asInt();

    studio.post("/api/jobs/%s/continue".formatted(job), "{}");
    studio.await(job, now -> now.path("progress").path("iteration").asInt() > iterations);
    studio.send("DELETE", "/api/jobs/" + job, "{}");
    studio.awaitState(job, "stopped");
  }

  private static String state(RawClient.Answer answer) {
    return TestStudio.JSON.readTree(answer.text()).path("state").asString();
  }

  @Test
  void onlyWhatSteersCanBeChangedOnTheWay() {
    String job = studio.job(ENDLESS);
    studio.await(job, now -> now.path("progress").path("iteration").asInt() >= 1);

    RawClient.Answer answer =
        studio.send("PATCH", "/api/jobs/" + job, "{\"settings\": {\"size\": \"64\"}}");
    studio.send("DELETE", "/api/jobs/" + job, "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("'size' cannot be changed").contains("detail and strength");
    studio.awaitState(job, "stopped");
  }

  @Test
  void aJobThatWaitsCanBeChangedAndWithdrawn() {
    String first = studio.job(ENDLESS);
    String second = studio.job(ENDLESS);
    JsonNode waiting = studio.json("/api/jobs/" + second);
    studio.send("PATCH", "/api/jobs/" + second, "{\"settings\": {\"size\": \"64\"}}");
    JsonNode changed = studio.json("/api/jobs/" + second);
    studio.post("/api/jobs/%s/stop".formatted(second), "{}");
    studio.send("DELETE", "/api/jobs/" + first, "{}");

    assertThat(waiting.path("queue").asInt()).isEqualTo(1);
    assertThat(changed.path("spec").path("settings").path("size").asString()).isEqualTo("64");
    assertThat(studio.json("/api/jobs/" + second).path("state").asString()).isEqualTo("stopped");
    studio.awaitState(first, "stopped");
  }

  @Test
  void aDeletedJobCanBeHadBack() {
    String job = studio.job("");
    studio.awaitState(job, "done");

    studio.send("DELETE", "/api/jobs/" + job, "{}");
    assertThat(studio.json("/api/state").path("jobs").toString()).doesNotContain(job);
    studio.post("/api/jobs/%s/restore".formatted(job), "{}");

    assertThat(studio.json("/api/state").path("jobs").toString()).contains(job);
    assertThat(studio.get("/api/jobs/%s/result".formatted(job)).status()).isEqualTo(200);
  }

  @Test
  void aResultCanBeUsedAgain() {
    String job = studio.job("");
    studio.awaitState(job, "done");
    String picture =
        TestStudio.JSON
            .readTree(studio.post("/api/jobs/%s/use".formatted(job), "{}").text())
            .path("id")
            .asString();

    RawClient.Answer answer =
        studio.post("/api/jobs", TestStudio.spec(picture, studio.picture("b.png", 5), ""));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(studio.send("DELETE", "/api/pictures/" + picture, "{}").status()).isEqualTo(409);
    studio.awaitState(TestStudio.JSON.readTree(answer.text()).path("id").asString(), "done");
  }

  @Test
  void aGridHasAPictureForEachValue() {
    String spec = TestStudio.spec(studio.picture("a.png", 1), studio.picture("b.png", 2), "");
    RawClient.Answer answer =
        studio.post(
            "/api/jobs?vary=1",
            ("{\"spec\": %s, \"vary\": [{\"name\": \"strength\", \"values\": [\"20\", \"80\"]},"
                    + " {\"name\": \"iterations\", \"values\": [\"2\", \"3\"]}]}")
                .formatted(spec));
    JsonNode jobs = TestStudio.JSON.readTree(answer.text()).path("jobs");
    List<String> labels = new ArrayList<>();
    jobs.forEach(job -> labels.add(job.path("grid").path("labels").toString()));

    assertThat(labels)
        .containsExactly(
            "[\"strength 20\",\"iterations 2\"]",
            "[\"strength 80\",\"iterations 2\"]",
            "[\"strength 20\",\"iterations 3\"]",
            "[\"strength 80\",\"iterations 3\"]");
    jobs.forEach(job -> studio.awaitState(job.path("id").asString(), "done"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"size\": \"4\"",
        "\"size\": \"many\"",
        "\"strength\": \"101\"",
        "\"sise\": \"64\""
      })
  void whatIsImpossibleIsSaidAtOnceInOneLine(String settings) {
    RawClient.Answer answer =
        studio.post(
            "/api/jobs",
            TestStudio.spec(studio.picture("a.png", 1), studio.picture("b.png", 2), settings));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(TestStudio.JSON.readTree(answer.text()).path("problem").asString())
        .isNotEmpty()
        .doesNotContain("Exception", "null", "\n");
  }

  @Test
  void aPictureThatIsGoneWhileItsJobWaitsIsNamed() throws Exception {
    String first = studio.job(ENDLESS);
    String second = studio.job("");
    String content = studio.json("/api/jobs/" + second).path("spec").path("content").asString();
    Files.delete(folder.resolve("pictures").resolve(content + ".png"));
    studio.send("DELETE", "/api/jobs/" + first, "{}");

    JsonNode failed = studio.awaitState(second, "failed");

    assertThat(failed.path("problem").asString()).contains("'photo.png' is gone");
  }

  @Test
  void anEstimateTellsTheMemoryAndTheTime() {
    String spec = TestStudio.spec(studio.picture("a.png", 1), studio.picture("b.png", 2), "");

    JsonNode estimate = TestStudio.JSON.readTree(studio.post("/api/estimate", spec).text());

    assertThat(estimate.path("memoryBytes").asLong()).isGreaterThan(100_000_000);
    assertThat(estimate.path("width").asInt()).isEqualTo(48);
    assertThat(estimate.path("fits").asBoolean()).isTrue();
  }

  @Test
  void aFolderIsOneStudios() {
    assertThatThrownBy(() -> new TestStudio(folder).close())
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("another studio is open");
  }

  @Test
  void preferencesAreKept() {
    studio.send("PUT", "/api/preferences", "{\"language\": \"de\", \"sound\": true}");

    assertThat(studio.json("/api/state").path("preferences").toString())
        .isEqualTo("{\"language\":\"de\",\"sound\":true}");
    assertThat(studio.send("PUT", "/api/preferences", "{\"a\": {}}").status()).isEqualTo(400);
  }
}
