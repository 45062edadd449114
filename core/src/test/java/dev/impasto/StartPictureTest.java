package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Picture;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs start from. */
final class StartPictureTest {
  private static final Picture CONTENT = SmallPictures.content(96, 64);
  private static final Picture DARK = flat(0.2f, 0.1f);
  private static final Picture LIGHT = flat(0.8f, 0.05f);

  /** Gray, half of it lighter and half of it darker, the blue a tenth darker. */
  private static Picture flat(float gray, float deviation) {
    float[] rgb = new float[3 * 32 * 32];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = gray + (i / 3 % 2 == 0 ? deviation : -deviation) - (i % 3 == 2 ? 0.1f : 0);
    }
    return new Picture(32, 32, rgb);
  }

  private static Picture start(InitialPicture.Kind kind, double noise, long seed) {
    return start(kind, noise, seed, Optional.empty());
  }

  private static Picture start(
      InitialPicture.Kind kind, double noise, long seed, Optional<SourcePicture> given) {
    TransferOptions options =
        TransferOptions.defaults()
            .withStart(kind)
            .withSchedule(s -> s.withStart(i -> i.withNoise(noise).withSeed(seed)));
    List<StyleSource> styles =
        List.of(StyleSource.of(DARK).withWeight(3), StyleSource.of(LIGHT).withWeight(1));
    return StartPicture.of(
        new TransferRequest(SourcePicture.of(CONTENT), styles, given, options),
        CONTENT,
        List.of(DARK, LIGHT),
        Optional.empty());
  }

  /** The mean and the deviation of a color. */
  private static double[] moments(Picture picture, int color) {
    double sum = 0;
    double squares = 0;
    int count = picture.width() * picture.height();
    for (int i = color; i < 3 * count; i += 3) {
      sum += picture.rgb()[i];
      squares += (double) picture.rgb()[i] * picture.rgb()[i];
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
  }

  private static void assertMoments(Picture picture, int color, double mean, double deviation) {
    assertThat(moments(picture, color)[0]).isCloseTo(mean, within(0.015));
    assertThat(moments(picture, color)[1]).isCloseTo(deviation, within(0.015));
  }

  @Test
  void noiseIsFaintAndAroundGray() {
    assertMoments(start(InitialPicture.Kind.NOISE, 0, 1), 0, 0.5, 0.05);
  }

  @Test
  void uniformNoiseHasAllColorsAlike() {
    Picture picture = start(InitialPicture.Kind.UNIFORM, 0, 1);

    assertMoments(picture, 1, 0.5, Math.sqrt(1 / 12.0));
    for (int i = 0; i < 10; i++) {
      float from = i / 10f;
      int count = 0;
      for (float value : picture.rgb()) {
        count += value >= from && value < from + 0.1f ? 1 : 0;
      }
      assertThat(count / (double) picture.rgb().length).isCloseTo(0.1, within(0.01));
    }
  }

  @Test
  void normalNoiseIsBroadAndWithinTheRange() {
    // The ends beyond two deviations are cut off: 0.88 of the deviation is left.
    assertMoments(start(InitialPicture.Kind.NORMAL, 0, 1), 2, 0.5, 0.22);
  }

  @Test
  void noiseLikeThePaintingsHasTheirMeansAndVariances() {
    Picture picture = start(InitialPicture.Kind.STYLE_STATISTICS, 0, 1);

    // 3/4 of 0.2 and 1/4 of 0.8; the variances likewise, a little less without the ends.
    double deviation = Math.sqrt(0.75 * 0.01 + 0.25 * 0.0025);
    assertMoments(picture, 0, 0.35, deviation);
    assertMoments(picture, 2, 0.25, deviation);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOISE")
  void everyStartIsWithinTheRangeAndRepeats(InitialPicture.Kind kind) {
    Picture picture = start(kind, 0.3, 5);

    for (float value : picture.rgb()) {
      assertThat(value).isBetween(-1e-6f, 1 + 1e-6f);
    }
    assertThat(start(kind, 0.3, 5).rgb()).isEqualTo(picture.rgb());
    assertThat(start(kind, 0.3, 6).rgb()).isNotEqualTo(picture.rgb());
  }

  @Test
  void aShareOfNoiseIsMixedIntoTheContentOrAGivenPicture() {
    float[] noise = start(InitialPicture.Kind.CONTENT, 1, 5).rgb();
    float[] mixed = start(InitialPicture.Kind.CONTENT, 0.25, 5).rgb();
    float[] given =
        start(InitialPicture.Kind.CONTENT, 0.25, 5, Optional.of(SourcePicture.of(DARK))).rgb();
    Picture dark = DARK.resized(CONTENT.width(), CONTENT.height());
    for (int i = 0; i < noise.length; i++) {
      assertThat(mixed[i]).isCloseTo(0.75f * CONTENT.rgb()[i] + 0.25f * noise[i], within(1e-6f));
      assertThat(given[i]).isCloseTo(0.75f * dark.rgb()[i] + 0.25f * noise[i], within(1e-6f));
    }
    assertThat(start(InitialPicture.Kind.CONTENT, 0, 5).rgb()).isEqualTo(CONTENT.rgb());
  }
}
