package dev.impasto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.Checkpoint;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own: what a shell sees of it. */
@Timeout(180)
final class ProcessTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;

  ProcessTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    output = folder.resolve("result.png");
  }

  private Process start(List<String> before, String... arguments) throws IOException {
    return Child.of(before, List.of(), List.of(arguments))
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  @Test
  void exitCodeOfInvalidInputIsTwo() throws IOException, InterruptedException {
    Process process =
        start(List.of(), "transfer", "missing.jpg", style.toString(), "-o", output.toString());
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err.lines()).containsExactly("impasto: there is no file 'missing.jpg'");
    assertThat(folder.resolve("out")).isEmptyFile();
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "transfer CONTENT STYLE, INT, 130",
    "transfer CONTENT STYLE, TERM, 143",
    "reconstruct content CONTENT, HUP, 129"
  })
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
  void aSignalWritesTheBestPictureSoFar(String command, String signal, int code)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command
                    .replace("CONTENT", content.toString())
                    .replace("STYLE", style.toString())
                    .split(" ")));
    arguments.addAll(List.of("-o", output.toString(), "--size=64", "--scales=1"));
    arguments.addAll(List.of("--optimizer=adam", "--iterations=1000000"));
    Process process = start(interruptible(), arguments.toArray(new String[0]));
    try (BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      assertThat(err.readLine()).startsWith("Computing in ");
      assertThat(err.readLine()).contains("scale 1/1");
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
      assertThat(err.lines()).last().asString().startsWith("Stopped early; wrote " + output);
    } finally {
      process.destroyForcibly();
    }
    Picture result = PictureReader.read(output);
    assertThat(result.width()).isEqualTo(64);
    assertThat(result.height()).isEqualTo(48);
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    assertThat(Checkpoint.read(folder.resolve("result.png.checkpoint")).state().numbers())
        .containsKey("spent");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders in use cannot be removed")
  void aResultWhoseFolderIsGoneIsKeptElsewhere() throws IOException, InterruptedException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Process process =
        start(
            List.of("sh", "-c", "cd '%s' && exec \"$@\"".formatted(folder), "sh"),
            List.of(
                    "transfer " + content + " " + style + " -o " + gone.resolve("kept.png"),
                    "--size=64 --scales=1 --optimizer=adam --iterations=300")
                .stream()
                .flatMap(text -> List.of(text.split(" ")).stream())
                .toArray(String[]::new));
    try (BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      assertThat(err.readLine()).startsWith("Computing in ");
      Files.delete(gone);

      assertThat(err.lines()).last().asString().contains("there is no folder", "Wrote ");
    }
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(PictureReader.read(folder.resolve("kept.png")).width()).isEqualTo(64);
  }

  /** Killed without warning at three moments, it goes on to the bytes of a run left alone. */
  @Test
  void aRunThatWasKilledIsResumedToTheSameBytes() throws IOException, InterruptedException {
    List<String> arguments =
        List.of("--size=96", "--min-scale=64", "--iterations=40", "--save-every=2", "-q");
    Path whole = folder.resolve("whole.png");
    assertThat(transfer(whole, arguments).waitFor()).isZero();
    byte[] expected = Files.readAllBytes(whole);
    Path checkpoint = folder.resolve("result.png.checkpoint");
    for (int moment = 0; moment < 3; moment++) {
      Process process = transfer(output, arguments);
      while (!Files.exists(checkpoint) && process.isAlive()) {
        Thread.sleep(5);
      }
      Thread.sleep(150L * moment);
      process.destroyForcibly().waitFor();
      if (Files.exists(checkpoint)) {
        Process resumed = start(List.of(), "resume", output.toString());
        assertThat(resumed.waitFor()).isZero();
      }
      assertThat(Files.readAllBytes(output)).isEqualTo(expected);
      assertThat(checkpoint).doesNotExist();
      Files.delete(output);
    }
  }

  private Process transfer(Path result, List<String> more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("transfer", content.toString(), style.toString(), "-o", result.toString()));
    arguments.addAll(more);
    return start(List.of(), arguments.toArray(new String[0]));
  }

  /** A prefix for a process that heeds Ctrl-C, even if this one was started in the background. */
  private static List<String> interruptible() throws IOException, InterruptedException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0")
            .split("\\s+")[1];
    if ((Long.parseUnsignedLong(ignored, 16) & 3) == 0) {
      return List.of();
    }
    List<String> heeding = List.of("env", "--default-signal=INT,HUP");
    List<String> probe = new ArrayList<>(heeding);
    probe.add("true");
    assumeTrue(
        new ProcessBuilder(probe).start().waitFor() == 0,
        "interrupts are ignored in the background");
    return heeding;
  }
}
