package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Picture;
import dev.impasto.request.StyleFit;
import dev.impasto.request.TransferOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the sizes that a run goes through. */
final class ScaleScheduleTest {
  private static final TransferOptions DEFAULTS = TransferOptions.defaults();

  private static List<Integer> longest(Picture content, TransferOptions options) {
    return ScaleSchedule.of(content, options).stream()
        .map(p -> Math.max(p.width(), p.height()))
        .toList();
  }

  @Test
  void sizesAreRootTwoApartUpToTheSizeAskedFor() {
    assertThat(
            longest(
                SmallPictures.content(60, 40),
                DEFAULTS.withSize(512).withSchedule(s -> s.withScales(4))))
        .containsExactly(181, 256, 362, 512);
  }

  @Test
  void sizesStartFromTheSmallestScaleWhereTheNumberIsFree() {
    TransferOptions from128 = DEFAULTS.withSchedule(s -> s.withMinScale(128));

    assertThat(longest(SmallPictures.content(60, 40), from128.withSize(512)))
        .containsExactly(128, 181, 256, 362, 512);
    assertThat(longest(SmallPictures.content(60, 40), from128.withSize(500)))
        .containsExactly(177, 250, 354, 500);
    assertThat(longest(SmallPictures.content(40, 60), from128.withSize(100))).containsExactly(100);
  }

  @Test
  void aNumberOfScalesGoesBelowTheSmallest() {
    assertThat(
            longest(
                SmallPictures.content(60, 40),
                DEFAULTS
                    .withSize(128)
                    .withSchedule(s -> s.withMinScale(128))
                    .withSchedule(s -> s.withScales(3))))
        .containsExactly(64, 91, 128);
  }

  @Test
  void oneScaleIsTheSizeAlone() {
    assertThat(longest(SmallPictures.content(60, 40), DEFAULTS.withSchedule(s -> s.withScales(1))))
        .containsExactly(512);
  }

  @Test
  void noSideIsTooShortForTheNetwork() {
    List<ScaleSchedule.Size> scales =
        ScaleSchedule.of(
            SmallPictures.content(200, 40),
            DEFAULTS.withSize(200).withSchedule(s -> s.withScales(32)));

    assertThat(scales).hasSize(3).allMatch(scale -> scale.height() >= 16);
  }

  @Test
  void everyScaleKeepsTheAspect() {
    assertThat(
            ScaleSchedule.of(
                SmallPictures.content(90, 60),
                DEFAULTS.withSize(300).withSchedule(s -> s.withMinScale(64))))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            scale -> assertThat(scale.width() / 1.5).isCloseTo(scale.height(), within(0.5)));
  }

  @Test
  void sizesAreThoseOfAPictureFitted() {
    Picture content = SmallPictures.content(90, 37);

    for (int longest = 16; longest < 120; longest++) {
      Picture fitted = content.fitted(longest);
      assertThat(ScaleSchedule.Size.fitted(content, longest, 3))
          .isEqualTo(new ScaleSchedule.Size(fitted.width(), fitted.height(), 3));
    }
  }

  @Test
  void styleIsAsLongAsTheContentTimesItsScale() {
    ScaleSchedule.Size content = new ScaleSchedule.Size(90, 60, 16);
    TransferOptions whole = DEFAULTS.withStyleFit(f -> f.withTrim(0));

    Picture same = ScaleSchedule.style(SmallPictures.style(40, 80), content, whole.styleFit());
    Picture larger =
        ScaleSchedule.style(SmallPictures.style(40, 80), content, whole.styleFit().withScale(1.5));

    assertThat(List.of(same.width(), same.height())).containsExactly(45, 90);
    assertThat(larger.height()).isEqualTo(135);
  }

  @Test
  void styleStaysLargeEnoughForTheNetwork() {
    Picture style =
        ScaleSchedule.style(
            SmallPictures.style(64, 32),
            new ScaleSchedule.Size(20, 20, 0),
            DEFAULTS.styleFit().withScale(0.1));

    assertThat(List.of(style.width(), style.height())).containsExactly(32, 16);
  }

  @Test
  void aFrameIsCutOffTheStyleInProportion() {
    Picture trimmed =
        ScaleSchedule.style(
            SmallPictures.style(100, 200),
            new ScaleSchedule.Size(100, 200, 0),
            DEFAULTS.styleFit().withTrim(0.05));

    assertThat(List.of(trimmed.width(), trimmed.height())).containsExactly(80, 180);
    assertThat(trimmed.rgb()).isEqualTo(SmallPictures.style(100, 200).cropped(10).rgb());
  }

  @Test
  void whatIsComputedAroundAPictureIsNoPartOfItsSize() {
    Picture content = SmallPictures.content(60, 40);

    assertThat(ScaleSchedule.of(content, DEFAULTS.withSize(60)))
        .containsExactly(new ScaleSchedule.Size(60, 40, 16));
    assertThat(
            ScaleSchedule.of(content, DEFAULTS.withSize(60).withForm(f -> f.withSeamless(false))))
        .containsExactly(new ScaleSchedule.Size(60, 40, 0));
    assertThat(new ScaleSchedule.Size(60, 40, 16).pixels()).isEqualTo(92 * 72);
  }

  @Test
  void styleIsStretchedToTheContentWhereAsked() {
    ScaleSchedule.Size content = new ScaleSchedule.Size(60, 30, 0);
    Picture style = SmallPictures.style(40, 40);
    TransferOptions stretched =
        TransferOptions.defaults()
            .withStyleFit(f -> f.withShape(StyleFit.Shape.CONTENT))
            .withStyleFit(f -> f.withScale(2))
            .withStyleFit(f -> f.withTrim(0));

    Picture scaled = ScaleSchedule.style(style, content, stretched.styleFit());
    assertThat(scaled.width()).isEqualTo(120);
    assertThat(scaled.height()).isEqualTo(60);
    assertThat(
            ScaleSchedule.style(style, content, stretched.styleFit().withShape(StyleFit.Shape.OWN))
                .height())
        .isEqualTo(120);
  }
}
