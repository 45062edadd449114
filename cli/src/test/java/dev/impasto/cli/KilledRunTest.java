package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.Checkpoint;
import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed without warning: at any moment of their time, and while they write. Each
 * goes on to the bytes of a run left alone, and no file is ever half of one.
 */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "a killed process may hold its files for a while")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KilledRunTest {
  /** With {@code -Dfaults=long} a hundred. */
  private static final int KILLS = "long".equals(System.getProperty("faults")) ? 50 : 3;

  private final Path folder;
  private final Path log;
  private final Path content;
  private final Path style;
  private final Path output;
  private final Path checkpoint;

  /** Of a run left alone: all files, when it had one and when it ended, how often it wrote. */
  private final Path whole;

  private long firstMillis;
  private long lastMillis;
  private int writes;

  KilledRunTest(@TempDir Path all) throws IOException {
    folder = Files.createDirectory(all.resolve("killed"));
    whole = Files.createDirectory(all.resolve("whole"));
    log = all.resolve("out");
    content = TestFiles.picture(all.resolve("content.png"), 80, 60);
    style = TestFiles.picture(all.resolve("style.png"), 50, 40);
    output = folder.resolve("result.png");
    checkpoint = folder.resolve("result.png.checkpoint");
  }

  @BeforeAll
  void aRunIsLeftAlone() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = Child.start(log, transfer(whole));
    while (process.isAlive() && names(whole).isEmpty()) {
      Thread.sleep(1);
    }
    firstMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    assertThat(process.waitFor()).isZero();
    lastMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    // A checkpoint with every numbered picture, and the result.
    writes = 2 * (names(whole).size() - 1) + 1;
    assertThat(writes).isGreaterThan(10);
  }

  private List<String> transfer(Path room) {
    return List.of(
        "transfer",
        content.toString(),
        style.toString(),
        "--output=" + room.resolve("result.png"),
        "--size=96",
        "--min-scale=64",
        "--iterations=16",
        "--save-every=2",
        "--precision=f32",
        "-q");
  }

  /** Some time after its n-th picture; the first is its start, before there is any. */
  @Test
  void aRunThatWasKilledAtAnyMomentGoesOnToTheSameBytes() throws IOException, InterruptedException {
    Random random = new Random(1);
    int pictures = names(whole).size();
    kill(
        round -> {
          int nth = (int) ((round + random.nextDouble()) * pictures / KILLS);
          long between = nth == 0 ? firstMillis : (lastMillis - firstMillis) / pictures;
          long pause = (long) (random.nextDouble() * between);
          return process -> {
            while (process.isAlive() && names(folder, ".png").size() < nth) {
              Thread.sleep(1);
            }
            Thread.sleep(pause);
          };
        });
  }

  @Test
  void aRunThatWasKilledWhileItWroteGoesOnToTheSameBytes()
      throws IOException, InterruptedException {
    Random random = new Random(2);
    kill(
        round -> {
          int nth = 1 + (int) ((round + random.nextDouble()) * writes / KILLS);
          return process -> {
            Set<String> seen = new TreeSet<>();
            while (process.isAlive() && seen.size() < nth) {
              seen.addAll(names(folder, ".part"));
            }
          };
        });
  }

  /** Waits for the moment at which a process is to be killed. */
  private interface Moment {
    void await(Process process) throws IOException, InterruptedException;
  }

  /** Kills so many runs; one that ends before its moment does not count. */
  private void kill(IntFunction<Moment> moments) throws IOException, InterruptedException {
    int killed = 0;
    int resumed = 0;
    int halves = 0;
    for (int round = 0; killed < KILLS && round < 3 * KILLS; round++) {
      Process process = Child.start(log, transfer(folder));
      moments.apply(round % KILLS).await(process);
      killed += kill(process);
      halves += names(folder, ".part").isEmpty() ? 0 : 1;
      resumed += goOn(round);
    }
    System.out.printf(
        "%d runs killed, %d in the middle of a file; %d resumed%n", killed, halves, resumed);
    assertThat(killed).isEqualTo(KILLS);
  }

  private static int kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
    return process.exitValue() == 0 ? 0 : 1;
  }

  /**
   * Checks what is left, ends the run, and checks that it left what one does that was not killed.
   */
  private int goOn(int round) throws IOException, InterruptedException {
    assertNoHalfFiles();
    boolean reached = Files.exists(checkpoint);
    List<String> next = new ArrayList<>(transfer(folder));
    if (reached && round % 2 == 0) {
      next = List.of("resume", checkpoint.toString(), "-q");
    } else if (reached) {
      next.add("--resume");
    }
    Child.End end = Child.run(log, next);
    assertThat(end).as("round %d: %s", round, next).isEqualTo(new Child.End(0, ""));
    assertThat(names(folder)).isEqualTo(names(whole));
    for (String name : names(whole)) {
      assertThat(folder.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
      Files.delete(folder.resolve(name));
    }
    return reached ? 1 : 0;
  }

  /** What has a name that was asked for is whole. */
  private void assertNoHalfFiles() throws IOException {
    for (String name : names(folder)) {
      Path file = folder.resolve(name);
      if (name.endsWith(".png")) {
        assertThat(PictureReader.read(file).height()).isPositive();
      } else if (!name.endsWith(".part")) {
        assertThat(file).isEqualTo(checkpoint);
        assertThat(Checkpoint.read(file).notes()).containsEntry("output", output.toString());
      }
    }
  }

  private static Set<String> names(Path folder, String ending) throws IOException {
    Set<String> names = names(folder);
    names.removeIf(name -> !name.endsWith(ending));
    return names;
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      return names;
    }
  }
}
