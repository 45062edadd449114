package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said before a run, and whether it is true. */
@Timeout(180)
final class EstimateCommandTest {
  /** The launcher's, and its surroundings for the C library. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmn8m", "-XX:MinHeapFreeRatio=10");

  private final Path folder;
  private final String content;
  private final String style;

  EstimateCommandTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60).toString();
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40).toString();
  }

  private CommandRun estimate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("estimate", content, style));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  private static JsonNode json(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new JsonMapper().readTree(run.out());
  }

  @Test
  void estimateHasMemoryTimeAndTheLargestSize() {
    JsonNode estimate = json(estimate("--size", "48", "--json"));

    assertThat(estimate.propertyNames())
        .containsExactly("memoryBytes", "seconds", "largestSize", "folderBytes");
    assertThat(estimate.get("memoryBytes").asLong()).isBetween(100_000_000L, 400_000_000L);
    assertThat(estimate.get("seconds").asDouble()).isBetween(0.5, 600.0);
    assertThat(estimate.get("largestSize").asInt()).isGreaterThan(48);
  }

  @Test
  void peopleGetThreeLines() {
    CommandRun run = estimate("--size", "48");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("about [0-9]+ MB of memory"),
            line -> assertThat(line).matches("about [0-9:]+ of time"),
            line -> assertThat(line).matches("largest size that fits: [0-9]+"));
  }

  @Test
  void estimateOfWhatDoesNotFitSaysSo() {
    JsonNode estimate = json(estimate("--size", "240000", "--json"));

    assertThat(estimate.get("largestSize").asInt()).isLessThan(240_000);
    assertThat(estimate.get("memoryBytes").asLong()).isGreaterThan(100_000_000L);
    assertThat(estimate.get("folderBytes").asLong()).isGreaterThan(1_000_000_000_000L);
  }

  @Test
  void estimateTakesTheSettingsOfAResult() {
    Path result = folder.resolve("result.png");
    CommandRun made = CommandRun.transfer(Path.of(content), Path.of(style), result);
    assertThat(made.exitCode()).as(made.err()).isZero();

    double own = json(estimate("--size=200", "--json")).get("memoryBytes").asDouble();
    double taken =
        json(estimate("--settings-from", result.toString(), "--json"))
            .get("memoryBytes")
            .asDouble();

    assertThat(taken).isLessThan(own);
  }

  @Test
  void dryRunSaysTheSameAndWritesNothing() throws IOException {
    CommandRun run =
        CommandRun.transfer(
            Path.of(content), Path.of(style), folder.resolve("out.png"), "--dry-run", "--json");

    assertThat(json(run).has("largestSize")).isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void dryRunRefusesWhatTransferRefuses() {
    CommandRun unwritable =
        CommandRun.transfer(
            Path.of(content), Path.of(style), folder.resolve("none/out.png"), "--dry-run");
    CommandRun large =
        CommandRun.transfer(
            Path.of(content),
            Path.of(style),
            folder.resolve("out.png"),
            "--dry-run",
            "--size",
            "240000");

    assertThat(unwritable.exitCode()).isEqualTo(2);
    assertThat(large.exitCode()).isEqualTo(2);
    assertThat(large.out()).isEmpty();
    assertThat(large.err()).contains("choose a smaller size, at most ").hasLineCount(1);
  }

  /** Test runs load more classes, without an archive of them, and on other processors. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not tell the peak")
  void peakOfAProcessIsNearTheEstimate() throws IOException, InterruptedException {
    String[] options = {"--size=256", "--iterations=14", "--precision=f32", "--threads=1"};
    double expected = json(estimate(options, "--json")).get("memoryBytes").asDouble();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("transfer", content, style, "-o", folder.resolve("out.png").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "IMPASTO_DEBUG"));
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "1048576");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    double peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process));
    }

    assertThat(process.exitValue()).isZero();
    assertThat(peak / expected).isBetween(0.7, 1.3);
  }

  private CommandRun estimate(String[] options, String last) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(last);
    return estimate(all.toArray(new String[0]));
  }

  /** The most bytes that a process has held so far; 0 once it has ended. */
  private static double peak(Process process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
