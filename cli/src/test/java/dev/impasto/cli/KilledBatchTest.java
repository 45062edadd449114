package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.Checkpoint;
import dev.impasto.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches that are killed without warning: none loses a picture that was finished, and none makes
 * one of these again.
 */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "a killed process may hold its files for a while")
@Timeout(300)
final class KilledBatchTest {
  /** With {@code -Dfaults=long} more. */
  private static final int KILLS = "long".equals(System.getProperty("faults")) ? 10 : 2;

  private static final int PICTURES = 6;

  private final Path folder;
  private final Path out;
  private final Path log;

  KilledBatchTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    out = folder.resolve("results");
    log = folder.resolve("log");
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < PICTURES; i++) {
      TestFiles.picture(photos.resolve("p" + i + ".png"), 40 + i, 30);
    }
    TestFiles.picture(folder.resolve("style.png"), 36, 36);
  }

  private List<String> batch(Path results, String... more) {
    List<String> arguments = new ArrayList<>(List.of("batch", folder.resolve("photos").toString()));
    arguments.addAll(List.of("--style=" + folder.resolve("style.png"), "--out=" + results));
    arguments.addAll(List.of("--size=48", "--iterations=20", "--precision=f32", "--threads=2"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void whatIsFinishedIsNeitherLostNorMadeAgain() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    assertThat(Child.run(log, batch(whole, "-q", "--parallel=2"))).isEqualTo(new Child.End(0, ""));
    Random random = new Random(1);
    Map<Path, FileTime> before = new HashMap<>();
    for (int killed = 0; killed < KILLS; killed++) {
      Process process = Child.start(log, batch(out, "-q", "--parallel=2"));
      // At some time after one more of its pictures.
      int after = Math.min(before.size() + 1, PICTURES - 1);
      while (process.isAlive() && finished().size() < after) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(50));
      process.destroyForcibly().waitFor();
      finished().forEach(before::putIfAbsent);
      assertThat(before).hasSizeGreaterThanOrEqualTo(after);
    }

    Child.End end = Child.run(log, batch(out, "--parallel=2"));
    assertThat(end.exitCode()).as(end.printed()).isZero();
    assertThat(finished()).containsAllEntriesOf(before);
    assertThat(finished()).hasSize(PICTURES);
    finished()
        .keySet()
        .forEach(
            file ->
                assertThat(file)
                    .hasSameBinaryContentAs(whole.resolve(String.valueOf(file.getFileName()))));
    assertThat(out.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  /** A picture that takes long loses no more than its checkpoint's interval. */
  @Test
  void aPictureUnderWayGoesOnFromItsCheckpointToTheSameBytes()
      throws IOException, InterruptedException {
    String named = "--name=long.png";
    Path one = folder.resolve("photos").resolve("p0.png");
    List<String> arguments = batch(out, "-q", "--checkpoint-every=1", "--iterations=300", named);
    arguments.remove("--iterations=20");
    arguments.set(1, one.toString());
    Path whole = folder.resolve("whole");
    List<String> alone = new ArrayList<>(arguments);
    alone.set(3, "--out=" + whole);
    assertThat(Child.run(log, alone).exitCode()).isZero();

    Path checkpoint = RunRecorder.checkpoint(out.resolve("long.png"));
    Process process = Child.start(log, arguments);
    while (process.isAlive() && !Files.exists(checkpoint)) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(checkpoint).exists();
    Child.End end = Child.run(log, arguments);

    assertThat(end).isEqualTo(new Child.End(0, ""));
    assertThat(checkpoint).doesNotExist();
    assertThat(out.resolve("long.png")).hasSameBinaryContentAs(whole.resolve("long.png"));
    assertThat(evaluations(out)).isEqualTo(evaluations(whole));
  }

  /** As Ctrl-C. */
  @Test
  void aSignalKeepsWhatIsFinishedAndWhatIsUnderWay() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("jobs.csv"),
        """
        content,style,output,iterations
        photos/p0.png,style.png,short.png,2
        photos/p1.png,style.png,long.png,1000000
        photos/p2.png,style.png,waiting.png,2
        """);
    List<String> arguments = new ArrayList<>(List.of("batch", "--out=" + out, "--size=48"));
    arguments.add("--manifest=" + folder.resolve("jobs.csv"));
    arguments.add("--optimizer=adam");
    Process process = Child.start(log, arguments);
    while (process.isAlive() && finished().isEmpty()) {
      Thread.sleep(1);
    }
    Thread.sleep(300);
    process.destroy(); // SIGTERM: in the background Ctrl-C may be ignored

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(Files.readString(log))
        .contains("Stopping: what is under way is kept", "Stopped: 1 of 3 pictures are in " + out);
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "results.jsonl", "results.csv", "short.png", "long.png.checkpoint");
    assertThat(Checkpoint.read(out.resolve("long.png.checkpoint")).scale()).isEqualTo(1);
  }

  private static String evaluations(Path results) throws IOException {
    return Files.readString(results.resolve("results.jsonl"))
        .replaceAll("(?s).*\"evaluations\":(\\d+).*", "$1");
  }

  /** The results, with when each was written. */
  private Map<Path, FileTime> finished() {
    Map<Path, FileTime> found = new HashMap<>();
    if (Files.isDirectory(out)) {
      try (Stream<Path> files = Files.list(out)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".png")).toList()) {
          found.put(file, Files.getLastModifiedTime(file));
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return found;
  }
}
