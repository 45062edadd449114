package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What words in braces stand for in the name of a result. */
final class NamePatternTest {
  private final Path folder;
  private final NamePattern pattern =
      new NamePattern()
          .with("content", List.of(Path.of("pictures", "a photo.v2.jpg")))
          .with("style", List.of(Path.of("one.jpg"), Path.of("$2.png")))
          .with("size", "512");

  NamePatternTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void picturesStandForTheirNamesWithoutFoldersAndEndings() {
    assertThat(pattern.file(Path.of("out", "{content}", "{style}-{SIZE}.png")))
        .isEqualTo(Path.of("out", "a photo.v2", "one+$2-512.png"));
    assertThat(pattern.file(Path.of("plain}{.png"))).isEqualTo(Path.of("plain}{.png"));
  }

  @Test
  void foldersStandForTheirNames() throws IOException {
    Path paintings = Files.createDirectory(folder.resolve("late.works"));

    assertThat(new NamePattern().with("style", List.of(paintings)).file(Path.of("{style}.png")))
        .isEqualTo(Path.of("late.works.png"));
  }

  @Test
  void theNumberIsTheFirstThatIsFree() throws IOException {
    Path numbered = folder.resolve("{n}-{size}.png");
    assertThat(pattern.file(numbered)).isEqualTo(folder.resolve("1-512.png"));
    Files.createFile(folder.resolve("1-512.png"));
    Files.createFile(folder.resolve("2-512.png.checkpoint"));

    assertThat(pattern.file(numbered)).isEqualTo(folder.resolve("3-512.png"));
    assertThat(NamePattern.numbered(numbered)).isTrue();
    assertThat(NamePattern.numbered(Path.of("n.png"))).isFalse();
  }
}
