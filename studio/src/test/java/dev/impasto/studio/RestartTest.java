package dev.impasto.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.studio.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestartTest {
  @TempDir Path folder;

  @Test
  void aHundredJobsThatWaitAreThereAfterARestart() {
    Set<String> asked = new HashSet<>();
    try (TestStudio studio = new TestStudio(folder)) {
      String spec =
          TestStudio.spec(
              studio.picture("a.png", 1), studio.picture("b.png", 2), "\"iterations\": \"100000\"");
      for (int i = 0; i < 100; i++) {
        asked.add(
            TestStudio.JSON.readTree(studio.post("/api/jobs", spec).text()).path("id").asString());
      }
    }
    Set<String> found = new HashSet<>();
    try (TestStudio studio = new TestStudio(folder)) {
      for (JsonNode job : studio.json("/api/state").path("jobs")) {
        assertThat(job.path("state").asString()).isIn("queued", "running");
        found.add(job.path("id").asString());
      }
    }

    assertThat(asked).hasSize(100);
    assertThat(found).isEqualTo(asked);
  }

  @Test
  void aRunGoesOnWhereItWas() {
    String job;
    int before;
    try (TestStudio studio = new TestStudio(folder)) {
      job = studio.job("\"iterations\": \"100000\"");
      before =
          studio
              .await(job, now -> now.path("progress").path("iteration").asInt() >= 20)
              .path("progress")
              .path("iteration")
              .asInt();
    }
    try (TestStudio studio = new TestStudio(folder)) {
      JsonNode now = studio.await(job, later -> !later.path("progress").isNull());

      assertThat(now.path("progress").path("iteration").asInt()).isGreaterThanOrEqualTo(before);
      JsonNode losses = studio.json("/api/jobs/%s/losses".formatted(job));
      assertThat(losses.path("iterations").path(0).asInt()).isEqualTo(1);
    }
  }

  @Test
  void aPausedRunStaysPaused() {
    String job;
    try (TestStudio studio = new TestStudio(folder)) {
      job = studio.job("\"iterations\": \"100000\"");
      studio.await(job, now -> now.path("progress").path("iteration").asInt() >= 5);
      studio.post("/api/jobs/%s/pause".formatted(job), "{}");
    }
    try (TestStudio studio = new TestStudio(folder)) {
      assertThat(studio.json("/api/jobs/" + job).path("state").asString()).isEqualTo("paused");

      studio.post("/api/jobs/%s/resume".formatted(job), "{}");
      studio.awaitState(job, "running");
    }
  }

  @Test
  void aDamagedDatabaseIsLeftAsItIs() throws Exception {
    Files.write(folder.resolve("studio.db"), new byte[5000]);

    assertThatThrownBy(() -> new TestStudio(folder).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("studio.db")
        .hasMessageContaining("damaged");
    assertThat(Files.readAllBytes(folder.resolve("studio.db"))).isEqualTo(new byte[5000]);
  }

  @Test
  void aNewerDatabaseIsLeftAsItIs() {
    try (Database database = Database.open(folder.resolve("studio.db"))) {
      database.write("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> new TestStudio(folder).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("form 99")
        .hasMessageContaining("newer Impasto");
  }

  @Test
  void picturesStayWhereTheDatabaseWasMovedAway() throws Exception {
    try (TestStudio studio = new TestStudio(folder)) {
      studio.picture("a.png", 1);
    }
    Files.delete(folder.resolve("studio.db"));
    try (TestStudio studio = new TestStudio(folder);
        var pictures = Files.list(folder.resolve("pictures"))) {
      assertThat(studio.json("/api/state").path("jobs").isEmpty()).isTrue();
      assertThat(pictures).hasSize(1);
    }
  }
}
