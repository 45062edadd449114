package dev.impasto.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
}
