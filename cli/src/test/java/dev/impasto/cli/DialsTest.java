package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.PictureReader;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strength and detail, the two dials of those who want no others. */
final class DialsTest {
  private final Path folder;
  private final Path content;
  private final Path style;

  DialsTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
  }

  private CommandRun transfer(String name, String... options) {
    return CommandRun.transfer(content, style, folder.resolve(name), options);
  }

  private float[] made(String name, String... options) {
    CommandRun run = transfer(name, options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return PictureReader.read(folder.resolve(name)).rgb();
  }

  @Test
  void aStrengthOfZeroIsThePhotographAndOneOfFiftyTheUsualPicture() {
    float[] small = PictureReader.read(content).resized(64, 48).rgb();
    float[] zero = made("zero.png", "--strength", "0");

    assertThat(zero).hasSameSizeAs(small);
    for (int i = 0; i < zero.length; i++) {
      assertThat(Math.abs(zero[i] - small[i])).isLessThan(0.6f / 255);
    }
    assertThat(made("fifty.png", "--strength", "50")).isEqualTo(made("usual.png"));
  }

  @Test
  void moreStrengthIsMoreOfThePainting() {
    TransferOptions usual = TransferOptions.defaults();
    double before = 0;
    for (int strength = 5; strength <= 80; strength += 5) {
      double weight = usual.withStrength(strength).loss().style().weight();
      assertThat(weight).isGreaterThan(before);
      before = weight;
    }
    assertThat(usual.withStrength(50)).isEqualTo(usual);
    assertThat(usual.withStrength(100).schedule().start().noise()).isEqualTo(1);
    assertThat(usual.withStrength(25).finish().colorMatch()).isBetween(0.1, 0.9);
  }

  @Test
  void detailKeepsMoreTheMoreThereIs() {
    TransferOptions usual = TransferOptions.defaults();
    assertThat(usual.withDetail(0)).isEqualTo(usual);
    assertThat(usual.withDetail(60).loss().detail().laplacian())
        .isGreaterThan(usual.withDetail(30).loss().detail().laplacian());
    assertThat(made("detail.png", "--detail", "80", "--iterations", "8"))
        .isNotEqualTo(made("usual.png", "--iterations", "8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strength=101 | the strength must be from 0 to 100, not 101.0
          --strength=-1 | the strength must be from 0 to 100, not -1.0
          --detail=1e3 | the detail must be from 0 to 100, not 1000.0
          --slices=5 | --slices belongs to --style-loss sliced, not to covariance
          """)
  void dialsBeyondTheirEndsAreRefused(String option, String message) {
    CommandRun run = transfer("never.png", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("never.png")).doesNotExist();
  }

  @Test
  void strengthAndAStyleWeightAreRefusedTogether() {
    CommandRun run = transfer("never.png", "--strength", "70", "--style-weight", "4");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--strength chooses the style weight; give it without --style-weight");
  }
}
