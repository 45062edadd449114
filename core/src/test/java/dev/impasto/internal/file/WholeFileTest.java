package dev.impasto.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  private static WholeFile.Filling text(String text) {
    return channel -> channel.write(UTF_8.encode(text));
  }

  private void assertAlone(Path... files) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      assertThat(found).containsExactlyInAnyOrder(files);
    }
  }

  @Test
  void aFileIsWrittenAndReplaced() throws IOException {
    Path file = folder.resolve("a");
    WholeFile.write(file, text("one"));
    WholeFile.write(file, text("two"));

    assertThat(file).hasContent("two");
    assertAlone(file);
  }

  @Test
  void theOlderFileIsThereUntilTheNewOneIsWhole() throws IOException {
    Path file = folder.resolve("a");
    WholeFile.write(file, text("one"));
    WholeFile.write(
        file,
        channel -> {
          channel.write(UTF_8.encode("two"));
          assertThat(file).hasContent("one");
        });

    assertThat(file).hasContent("two");
  }

  @Test
  void whatFailsHalfWayLeavesNothingBehind() throws IOException {
    Path old = folder.resolve("old");
    WholeFile.write(old, text("one"));
    for (Path file : new Path[] {old, folder.resolve("new")}) {
      assertThatThrownBy(
              () ->
                  WholeFile.write(
                      file,
                      channel -> {
                        channel.write(UTF_8.encode("half"));
                        throw new IOException("full");
                      }))
          .hasMessage("full");
    }

    assertThat(old).hasContent("one");
    assertAlone(old);
  }

  @Test
  void aLinkStaysOne() throws IOException {
    Path file = folder.resolve("a");
    Path link = folder.resolve("link");
    WholeFile.write(file, text("one"));
    try {
      Files.createSymbolicLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "skipped: no links here");
    }
    WholeFile.write(link, text("two"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("two");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndWhatALivingOneFillsIsNot() throws IOException {
    Path own = PartFiles.in(folder);
    Path left =
        folder.resolve(own.getFileName().toString().replaceFirst("-\\d+-\\d+-", "-999999999-7-"));
    Path foreign = folder.resolve(".impasto-0-999999999-7-ab.part");
    for (Path part : List.of(own, left, foreign)) {
      Files.writeString(part, "half");
    }

    PartFiles.removeLeft(folder);

    assertThat(own).exists();
    assertThat(left).doesNotExist();
    assertThat(foreign).exists();
  }

  /** A program of Java that does nothing until its input ends. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
      System.in.readAllBytes();
    }
  }

  @Test
  void whatAnotherProcessFillsIsKeptThoughTheClockHasJumped() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName())
            .start();
    try {
      // By the clock as it is now, that process began at another time than its own file says.
      String own = PartFiles.in(folder).getFileName().toString();
      Path filled = folder.resolve(own.replaceFirst("-\\d+-\\d+-", "-" + other.pid() + "-7-"));
      Path left = folder.resolve(own.replaceFirst("-(\\d+)-\\d+-", "-$1-7-"));
      Files.writeString(filled, "half");
      Files.writeString(left, "half");

      PartFiles.removeLeft(folder);

      assertThat(filled).exists();
      assertThat(left).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aPathIsLockedUntilItsOwnerGivesItBack() {
    Path path = folder.resolve("result.png");
    PathLock lock = PathLock.of(path).orElseThrow();

    assertThat(PathLock.of(path)).isEmpty();
    assertThat(PathLock.of(folder.resolve("other.png"))).hasValueSatisfying(PathLock::close);
    lock.close();
    assertThat(PathLock.of(path)).hasValueSatisfying(PathLock::close);
    assertThat(path).doesNotExist();
  }

  @Test
  void aLinkIsFollowedToAFileThatIsNotThereYet() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real", "out.png"));

    WholeFile.write(link, channel -> channel.write(ByteBuffer.wrap(new byte[] {7})));

    assertThat(real.resolve("out.png")).hasBinaryContent(new byte[] {7});
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void linksThatGoRoundAreRefused() throws IOException {
    Path a = Files.createSymbolicLink(folder.resolve("round a"), folder.resolve("round b"));
    Files.createSymbolicLink(folder.resolve("round b"), a);

    assertThatThrownBy(() -> WholeFile.write(a, channel -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its links go round");
  }
}
