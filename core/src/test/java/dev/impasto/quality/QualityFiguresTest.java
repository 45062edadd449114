package dev.impasto.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the figures with those of {@code core/src/test/golden/quality.py}, which was written in
 * numpy and Pillow. Pillow rounds to 8 bits between columns and rows where it resizes, and its
 * decoder of JPEG differs from Java's in a level here and there; the patches of {@code style} are
 * drawn by another generator.
 */
final class QualityFiguresTest {
  private static final double CLOSE = 1e-3;

  /** By so much the numpy program's own figures differ where it draws other patches. */
  private static final double DRAWN = 0.05;

  private static Picture read(String file) {
    return PictureReader.read(Path.of("..").resolve(file));
  }

  @ParameterizedTest
  @CsvSource({
    "harbor-town, swirling-night, core/src/test/golden/quality-night.png, 0.553932, 0.161858, -0.105292, 0.912494",
    "lighthouse, dabs-of-light, core/src/test/golden/quality-dabs.png, 0.416158, 0.719206, -0.065324, 1.531606",
    "harbor-town, swirling-night, examples/content/fruit-bowl.jpg, 0.152026, 1.034023, -0.147550, 0.294623",
    "lighthouse, dabs-of-light, examples/style/dabs-of-light.jpg, 0.149386, 0.054050, 1, 1"
  })
  void figuresAreThoseOfTheOtherProgram(
      String content,
      String style,
      String result,
      double drawing,
      double strokes,
      double copied,
      double grain) {
    QualityFigures figures =
        QualityFigures.of(
            read("examples/content/" + content + ".jpg"),
            read("examples/style/" + style + ".jpg"),
            read(result));

    assertThat(figures.content()).as("content").isCloseTo(drawing, within(CLOSE));
    assertThat(figures.style()).as("style").isCloseTo(strokes, within(DRAWN));
    assertThat(figures.copied()).as("copied").isCloseTo(copied, within(CLOSE));
    assertThat(figures.grain()).as("grain").isCloseTo(grain, within(CLOSE * Math.max(1, grain)));
  }

  @Test
  void samePicturesGiveTheSameFigures() {
    Picture content = drawn(40, 30, 1);
    Picture style = drawn(33, 47, 2);
    Picture result = drawn(50, 38, 3);

    assertThat(QualityFigures.of(content, style, result))
        .isEqualTo(QualityFigures.of(content, style, result));
  }

  @Test
  void everySizeThatARunCanMakeIsMeasured() {
    QualityFigures figures =
        QualityFigures.of(drawn(300, 20, 1), drawn(5, 400, 2), drawn(16, 17, 3));

    assertThat(figures.content()).isBetween(-1.0, 1.0);
    assertThat(figures.style()).isPositive().isLessThan(10);
    assertThat(figures.copied()).isBetween(-1.0, 1.0);
    assertThat(figures.grain()).isPositive().isLessThan(10);
  }

  @Test
  void aResultTooSmallToBeMeasuredIsNamed() {
    assertThatThrownBy(
            () -> QualityFigures.of(drawn(40, 30, 1), drawn(40, 30, 2), drawn(40, 15, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("40x15")
        .hasMessageContaining("at least 16");
  }

  private static Picture drawn(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextFloat();
    }
    return new Picture(width, height, rgb);
  }
}
