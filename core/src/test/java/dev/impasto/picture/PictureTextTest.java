package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureTextTest {
  private static final Map<String, String> TEXTS =
      Map.of("Impasto", "{\"a\": 1}", "Title", "Düne: two\nlines", "Software", "a test");

  private static Path written(Path file) {
    PictureWriter.write(
        new Picture(2, 1, new float[6]), file, PictureWriter.Options.DEFAULT.withText(TEXTS));
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.jpg"})
  void textsThatAreWrittenAreRead(String name, @TempDir Path folder) {
    assertThat(PictureText.read(written(folder.resolve(name)))).isEqualTo(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.jpg"})
  void aDamagedFileHasWhatCanBeRead(String name, @TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(written(folder.resolve(name)));
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("damaged"), damaged);

      assertThat(PictureText.read(file)).hasSizeLessThanOrEqualTo(TEXTS.size() + 1);
    }
  }

  @Test
  void whatIsNoPictureHasNone(@TempDir Path folder) throws IOException {
    assertThat(PictureText.read(Files.writeString(folder.resolve("a.txt"), "a: b"))).isEmpty();
    assertThat(PictureText.read(Files.createFile(folder.resolve("empty")))).isEmpty();
    assertThatThrownBy(() -> PictureText.read(folder.resolve("none.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.png");
  }
}
