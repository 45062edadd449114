package dev.impasto.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Floats;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks where colors are moved to. */
final class ColorMapTest {
  private static final float[] SIX = {
    .49f, .38f, .31f, .3f, .54f, .57f, .48f, .52f, .46f,
    .58f, .54f, .3f, .56f, .31f, .52f, .35f, .56f, .46f
  };
  private static final float[] FIVE = {
    .35f, .41f, .21f, .26f, .54f, .52f, .51f, .39f, .7f, .69f, .54f, .53f, .54f, .39f, .27f
  };

  /** Of NumPy, whose roots come from eigenvectors. */
  private static final double[] MOVED = {
    0.36861, 0.33191, 0.15645, 0.30298, 0.49406, 0.61577, 0.55219, 0.51258, 0.53425,
    0.61106, 0.51204, 0.28217, 0.67663, 0.38241, 0.66013, 0.30852, 0.491, 0.42722
  };

  private static Picture random(int seed, double middle, double spread) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * 40 * 30];
    for (int i = 0; i < rgb.length; i += 3) {
      double common = random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = (float) (middle + spread * (common + (1 + c) * random.nextGaussian()));
      }
    }
    return new Picture(40, 30, rgb);
  }

  /** Means, then covariances. */
  private static double[] moments(Picture picture) {
    float[] rgb = picture.rgb();
    double count = rgb.length / 3.0;
    double[] moments = new double[12];
    for (int i = 0; i < rgb.length; i++) {
      moments[i % 3] += rgb[i] / count;
    }
    for (int i = 0; i < rgb.length; i += 3) {
      for (int k = 0; k < 9; k++) {
        moments[3 + k] +=
            (rgb[i + k / 3] - moments[k / 3]) * (rgb[i + k % 3] - moments[k % 3]) / count;
      }
    }
    return moments;
  }

  /** Of NumPy likewise. */
  private static final Map<ColorMap, double[]> OTHERS =
      Map.of(
          ColorMap.SYMMETRIC,
          MOVED,
          ColorMap.PCA,
          new double[] {
            0.35706, 0.34159, 0.13467, 0.29869, 0.49753, 0.60783, 0.56191, 0.50769, 0.5488,
            0.63997, 0.51039, 0.31053, 0.64498, 0.36833, 0.64746, 0.3174, 0.49848, 0.4267
          },
          ColorMap.CHOLESKY,
          new double[] {
            0.51384, 0.38324, 0.09351, 0.23618, 0.44626, 0.4684, 0.49923, 0.50129, 0.61136,
            0.64537, 0.55899, 0.52119, 0.61614, 0.35039, 0.60882, 0.30925, 0.48383, 0.37272
          });

  private static ColorMoments of(float[] colors) {
    return ColorMoments.of(Floats.of(colors));
  }

  @ParameterizedTest
  @EnumSource
  void eachMapIsThatOfAnIndependentImplementation(ColorMap map) {
    float[] moved = SIX.clone();
    map.moved(of(SIX), of(FIVE), 1).change(0, moved);

    double[] wanted = Objects.requireNonNull(OTHERS.get(map));
    for (int i = 0; i < moved.length; i++) {
      assertThat((double) moved[i]).isCloseTo(wanted[i], within(2e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void meanAndCovarianceBecomeThoseOfTheOther(ColorMap map) {
    Picture other = random(2, 0.4, 0.03);
    double[] moved = moments(map.moved(random(1, 0.6, 0.02), other, 1));
    double[] wanted = moments(other);

    for (int i = 0; i < moved.length; i++) {
      assertThat(moved[i]).isCloseTo(wanted[i], within(5e-4));
    }
  }

  @Test
  void aPartOfTheWayIsAPartOfTheWay() {
    Picture picture = random(1, 0.6, 0.02);
    Picture other = random(2, 0.4, 0.03);
    float[] whole = ColorMap.SYMMETRIC.moved(picture, other, 1).rgb();
    float[] quarter = ColorMap.SYMMETRIC.moved(picture, other, 0.25).rgb();

    for (int i = 0; i < whole.length; i++) {
      assertThat(quarter[i]).isCloseTo(0.75f * picture.rgb()[i] + 0.25f * whole[i], within(2e-3f));
    }
    assertThat(ColorMap.SYMMETRIC.moved(picture, other, 0)).isSameAs(picture);
  }

  @Test
  void ownColorsStay() {
    Picture picture = random(1, 0.5, 0.05);
    float[] moved = ColorMap.SYMMETRIC.moved(picture, picture, 1).rgb();

    for (int i = 0; i < moved.length; i++) {
      assertThat(moved[i]).isCloseTo(Math.max(0, Math.min(1, picture.rgb()[i])), within(1e-5f));
    }
  }

  @Test
  void picturesOfOneColorAreMovedToo() {
    Picture gray = new Picture(2, 1, new float[] {.5f, .5f, .5f, .5f, .5f, .5f});
    Picture red = new Picture(1, 1, new float[] {.8f, .1f, .2f});

    assertThat(ColorMap.SYMMETRIC.moved(gray, red, 1).rgb())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(.8f, .1f, .2f, .8f, .1f, .2f);
  }

  @Test
  void colorsStayWithinRangeAndAlphaStays() {
    float[] alpha = {0.5f};
    Picture clear = new Picture(1, 1, new float[] {1, 0, 1}, alpha);

    assertThat(ColorMap.SYMMETRIC.moved(clear, random(3, 0.9, 0.3), 1).alpha()).contains(alpha);
    for (float value :
        ColorMap.SYMMETRIC.moved(random(4, 0.5, 0.2), random(3, 0.9, 0.3), 1).rgb()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void strengthIsAShare() {
    Picture picture = random(1, 0.5, 0.05);

    assertThatThrownBy(() -> ColorMap.SYMMETRIC.moved(picture, picture, 1.5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the strength of a color transfer must be from 0 to 1, not 1.5");
  }

  @Test
  void colorsOfSeveralPicturesAreMixedAsTheirPixelsAre() {
    float[] all = new float[FIVE.length + 2 * SIX.length];
    System.arraycopy(FIVE, 0, all, 0, FIVE.length);
    System.arraycopy(SIX, 0, all, FIVE.length, SIX.length);
    System.arraycopy(SIX, 0, all, FIVE.length + SIX.length, SIX.length);

    ColorMoments both =
        ColorMoments.mixed(
            List.of(Floats.of(FIVE), Floats.of(SIX)),
            List.of(PixelWeights.EQUAL, PixelWeights.EQUAL),
            List.of(5.0, 12.0));
    float[] mixed = SIX.clone();
    ColorMap.SYMMETRIC.moved(of(SIX), both, 1).change(0, mixed);
    float[] together = SIX.clone();
    ColorMap.SYMMETRIC.moved(of(SIX), of(all), 1).change(0, together);
    for (int i = 0; i < mixed.length; i++) {
      assertThat(mixed[i]).isCloseTo(together[i], within(1e-6f));
    }
  }
}
