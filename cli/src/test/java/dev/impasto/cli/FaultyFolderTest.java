package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fill up, and files and folders that change or vanish while a run goes on. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files cannot be deleted")
final class FaultyFolderTest {
  private final Path log;
  private final Path content;
  private final Path style;
  private final Path folder;
  private final Path output;
  private boolean mounted;

  FaultyFolderTest(@TempDir Path all) throws IOException {
    log = all.resolve("out");
    content = TestFiles.picture(all.resolve("content.png"), 80, 60);
    style = TestFiles.picture(all.resolve("style.png"), 50, 40);
    folder = Files.createDirectory(all.resolve("folder"));
    output = folder.resolve("result.png");
  }

  /** Puts a small file system where the results go; only root may. */
  private void mount(String options) throws IOException, InterruptedException {
    mounted = command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    assumeTrue(mounted, "skipped: no file system can be mounted here");
  }

  private boolean command(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(command("umount", folder.toString())).isTrue();
    }
  }

  private List<String> transfer(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("transfer", content.toString(), style.toString(), "-o", output.toString()));
    arguments.addAll(List.of("--size=96", "--scales=1", "-q"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Starts a run that writes a picture and a checkpoint at each step, and waits for some. */
  private Process started() throws IOException, InterruptedException {
    Process process = Child.start(log, transfer("--iterations=60", "--save-every=1"));
    while (process.isAlive() && !Files.exists(folder.resolve("result_00003.png"))) {
      Thread.sleep(2);
    }
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return process;
  }

  private void assertOneLineNames(String... parts) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).isNotEmpty().allMatch(line -> line.matches("[^\\p{C}]{10,500}"));
    assertThat(lines)
        .noneMatch(line -> line.contains("internal error") || line.contains("Exception"));
    assertThat(lines.get(lines.size() - 1)).contains(parts);
  }

  private void assertNoParts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void aResultThatADiskCannotHoldLeavesTheOlderOne() throws IOException, InterruptedException {
    mount("size=64k");
    Files.writeString(output, "an older result");
    Files.write(folder.resolve("other"), new byte[60 << 10]);

    assertThat(Child.run(log, transfer("--iterations=2")).exitCode()).isNotZero();
    assertOneLineNames("result.png", "cannot be written", "No space left on device");
    assertThat(output).hasContent("an older result");
    assertNoParts();
  }

  @Test
  void aCheckpointThatADiskCannotHoldDoesNotEndTheRun() throws IOException, InterruptedException {
    mount("size=64k");

    List<String> arguments = transfer("--iterations=4", "--save-every=2");
    arguments.remove("-q");
    Child.End end = Child.run(log, arguments);
    assertThat(end.exitCode()).as(end.printed()).isZero();
    assertThat(end.printed().lines())
        .filteredOn(line -> line.contains("result.png.checkpoint"))
        .singleElement()
        .asString()
        .contains("No space left on device", "the run goes on without it");
    assertThat(PictureReader.read(output).width()).isEqualTo(96);
    assertThat(folder.resolve("result.png.checkpoint")).doesNotExist();
    assertNoParts();
  }

  @Test
  void aWorkFolderThatFillsUpLeavesThePictureSoFarAndItsCheckpoint()
      throws IOException, InterruptedException {
    mount("size=100m");
    Path result = log.resolveSibling("large.png");
    Process process =
        Child.start(
            log,
            List.of(
                "transfer",
                content.toString(),
                style.toString(),
                "--output=" + result,
                "--size=400",
                "--scales=1",
                "--iterations=12",
                "--save-every=1",
                "--memory=290m",
                "--precision=f32",
                "--threads=1",
                "--work-folder=" + folder,
                "-q"));
    try {
      while (process.isAlive() && numbered("large_") < 3) {
        Thread.sleep(5);
      }
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      // What it gives back is not to be filled too.
      assertThat(command("kill", "-STOP", Long.toString(process.pid()))).isTrue();
      fill(folder.resolve("filling"));
      assertThat(command("kill", "-CONT", Long.toString(process.pid()))).isTrue();
      int exitCode = process.waitFor();
      assertThat(exitCode).as(Files.readString(log)).isEqualTo(3);
    } finally {
      process.destroyForcibly();
    }

    assertOneLineNames(
        "a file in the work folder '" + folder + "' cannot be written, perhaps the disk is full",
        "this is the best picture so far");
    assertThat(PictureReader.read(result).width()).isEqualTo(400);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("filling"));
    }
    Files.delete(folder.resolve("filling"));
    Child.End end = Child.run(log, List.of("resume", result.toString(), "-q"));
    assertThat(end.exitCode()).as(end.printed()).isZero();
  }

  private long numbered(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(log.getParent())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  /** Writes to a file until its disk is full. */
  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[1 << 16]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void aFolderThatMayOnlyBeReadIsRefusedBeforeTheWork() throws IOException, InterruptedException {
    mount("size=64k,ro");

    assertThat(Child.run(log, transfer("--iterations=1000000")).exitCode()).isEqualTo(2);
    assertOneLineNames("result.png", "may not be written to; choose another");
  }

  @Test
  void aFolderThatMayOnlyBeReadFromNowOnEndsInOneLine() throws IOException, InterruptedException {
    mount("size=16m");
    Process process = started();
    try {
      // Refused while a file is open there for writing.
      while (process.isAlive() && !command("mount", "-o", "remount,ro", folder.toString())) {
        Thread.onSpinWait();
      }
      assertThat(process.waitFor()).isNotZero();
    } finally {
      process.destroyForcibly();
    }
    assertOneLineNames("result.png", "may not be written to");
    assertNoParts();
    assertThat(output).doesNotExist();
  }

  @Test
  void aFolderThatVanishesIsNamedAndNotMadeAgain() throws IOException, InterruptedException {
    Process process = started();
    try {
      while (Files.exists(folder)) {
        deleteAll();
      }
      assertThat(process.waitFor()).isNotZero();
    } finally {
      process.destroyForcibly();
    }
    assertOneLineNames("result.png", "cannot be written");
    assertThat(folder).doesNotExist();
  }

  /** As much as is there; the run writes more meanwhile. */
  private void deleteAll() {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      Thread.onSpinWait();
    }
  }

  @Test
  void picturesThatChangeOrVanishDuringTheRunMakeNoDifferenceToIt()
      throws IOException, InterruptedException {
    assertThat(Child.run(log, transfer("--iterations=60")).exitCode()).isZero();
    byte[] expected = Files.readAllBytes(output);
    Files.delete(output);
    Process process = started();
    try {
      Files.delete(content);
      Files.writeString(style, "no picture any more");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }

    assertThat(log).isEmptyFile();
    assertThat(output).hasBinaryContent(expected);
  }

  @Test
  void aRunWhosePicturesHaveChangedSinceIsNotResumed() throws IOException, InterruptedException {
    Process process = started();
    process.destroyForcibly().waitFor();
    Path checkpoint = folder.resolve("result.png.checkpoint");
    byte[] reached = Files.readAllBytes(checkpoint);
    TestFiles.picture(style, 52, 40);

    assertThat(Child.run(log, List.of("resume", checkpoint.toString())).exitCode()).isEqualTo(2);
    assertOneLineNames("style.png' has changed");
    Files.delete(style);
    assertThat(Child.run(log, List.of("resume", checkpoint.toString())).exitCode()).isEqualTo(2);
    assertOneLineNames("there is no file", "style.png");
    assertThat(checkpoint).hasBinaryContent(reached);
    assertThat(output).doesNotExist();
  }
}
