package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several paintings, and colors, on the command line. */
final class PaintingsTest {
  private final Path folder;
  private final Path content;
  private final Path one;
  private final Path paintings;

  PaintingsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    one = TestFiles.picture(folder.resolve("one.png"), 50, 40);
    paintings = Files.createDirectory(folder.resolve("paintings"));
    TestFiles.picture(paintings.resolve("two.png"), 40, 60);
    TestFiles.picture(paintings.resolve("three.png"), 44, 44);
    Files.writeString(paintings.resolve("notes.txt"), "not a picture");
  }

  private CommandRun transfer(String... more) {
    return CommandRun.transfer(content, one, folder.resolve("result.png"), more);
  }

  private static JsonNode request(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out()).get("request");
  }

  @Test
  void aFoldersPicturesShareItsWeight() {
    JsonNode styles =
        request(transfer(paintings.toString(), "--blend", "3,1", "--json")).get("styles");

    assertThat(styles.size()).isEqualTo(3);
    assertThat(List.of(styles.get(0), styles.get(1), styles.get(2)))
        .extracting(style -> style.get("weight").asDouble())
        .containsExactly(3.0, 0.5, 0.5);
    assertThat(styles.get(1).toString()).contains("three.png");
    assertThat(styles.get(2).toString()).contains("two.png");
  }

  @Test
  void aPaintingWithoutWeightIsLeftOut() {
    JsonNode styles =
        request(transfer(paintings.toString(), "--blend", "1,0", "--json")).get("styles");

    assertThat(styles.size()).isEqualTo(1);
  }

  @Test
  void eachPaintingHasItsSizeAndShape() {
    String two = paintings.resolve("two.png").toString();
    JsonNode styles =
        request(transfer(two, "--style-size", "32,128", "--style-shape", "own,content", "--json"))
            .get("styles");

    assertThat(styles.get(0).get("fit").get("scale").asDouble()).isEqualTo(0.5);
    assertThat(styles.get(1).get("fit").get("scale").asDouble()).isEqualTo(2);
    assertThat(styles.get(1).get("fit").get("shape").asString()).isEqualTo("content");
  }

  @Test
  void mixedStatisticsAndAddedLossesGiveOtherPictures() {
    String two = paintings.resolve("two.png").toString();
    request(transfer(two, "--iterations", "5", "--json"));
    Picture mixed = PictureReader.read(folder.resolve("result.png"));
    request(transfer(two, "--iterations", "5", "--blend-by", "losses", "--json"));

    assertThat(PictureReader.read(folder.resolve("result.png")).rgb()).isNotEqualTo(mixed.rgb());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --blend=1       | --blend has 1 weight for 2 paintings: give one for each
          --blend=1,-1    | --blend: a weight must be a number of 0 or more, not -1.0
          --blend=0,0     | --blend: all weights are 0; at least one must be more
          --style-scale=1,2,3 | --style-scale has 3 values for 2 paintings: give one for all or one for each
          --color-blend=2 | the color blend must be from 0 to 1, not 2.0
          --color=luminanc | did you mean luminance?
          --color-map=cholesk | did you mean cholesky?
          --blend-by=loss | did you mean losses?
          """)
  void badValuesAreRefusedInOneLine(String option, String message) {
    CommandRun run = transfer(paintings.toString(), option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(folder.resolve("result.png")).doesNotExist();
  }

  @Test
  void aFolderWithoutPicturesIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    CommandRun run = transfer(empty.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no picture in the folder").hasLineCount(1);
  }

  @Test
  void luminanceKeepsThePhotographsChromaWithinOneStep() {
    request(transfer("--color", "luminance", "--json"));
    Picture result = PictureReader.read(folder.resolve("result.png"));
    float[] own = PictureReader.read(content).resized(64, 48).rgb();

    assertThat(result.rgb()).isNotEqualTo(own);
    for (int i = 0; i < own.length; i += 3) {
      for (int k = i + 1; k < i + 3; k++) {
        float chroma = result.rgb()[k] - result.rgb()[i];
        assertThat(255 * Math.abs(chroma - (own[k] - own[i]))).isLessThan(1.01f);
      }
    }
  }

  @Test
  void colorsAloneAreMadeWithoutARun() {
    CommandRun run = transfer("--color", "style-only", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).get("evaluations").asInt()).isZero();
    assertThat(folder.resolve("result.png")).exists();
  }
}
