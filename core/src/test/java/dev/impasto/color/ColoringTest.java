package dev.impasto.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.color.ColorControl.Kind;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks whose colors a result has. */
final class ColoringTest {
  private static final Picture PHOTOGRAPH = colors(1, 0.2, 0.8);
  private static final Picture PAINTING = colors(2, 0.0, 0.5);
  private static final Picture MADE = colors(3, 0.0, 1.0);

  /** Colors whose channels depend on each other, and not as in a normal distribution. */
  private static Picture colors(int seed, double low, double high) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * 60 * 40];
    for (int i = 0; i < rgb.length; i += 3) {
      double common = Math.pow(random.nextDouble(), 1 + seed);
      for (int k = 0; k < 3; k++) {
        double value = (common + (k + 1) * random.nextDouble()) / (k + 2);
        rgb[i + k] = (float) (low + (high - low) * value);
      }
    }
    return new Picture(60, 40, rgb);
  }

  private static Coloring coloring(Kind kind, double blend) {
    return new Coloring(new ColorControl(kind, ColorMap.SYMMETRIC, blend), List.of(1.0));
  }

  private static Picture result(Kind kind, double blend) {
    return coloring(kind, blend).result(MADE, PHOTOGRAPH, List.of(PAINTING));
  }

  /** The values of a channel in order. */
  private static double[] sorted(Picture picture, int channel) {
    double[] values = new double[picture.rgb().length / 3];
    Arrays.setAll(values, i -> picture.rgb()[3 * i + channel]);
    Arrays.sort(values);
    return values;
  }

  private static double luminance(float[] rgb, int at) {
    return 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];
  }

  @Test
  void luminanceKeepsThePhotographsChromaEverywhereAndTheResultsLightWherePossible() {
    float[] rgb = result(Kind.LUMINANCE, 1).rgb();
    float[] own = PHOTOGRAPH.rgb();
    int kept = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      double light = luminance(rgb, i);
      kept += Math.abs(light - luminance(MADE.rgb(), i)) < 1e-5 ? 1 : 0;
      for (int k = i; k < i + 3; k++) {
        assertThat(rgb[k]).isBetween(-1e-6f, 1 + 1e-6f);
        assertThat(rgb[k] - light).isCloseTo(own[k] - luminance(own, i), within(1e-5));
      }
    }
    assertThat(kept).isGreaterThan(rgb.length / 3 / 2).isLessThan(rgb.length / 3);
  }

  @Test
  void luminanceShowsTheRunGraysOfThePhotographsMeanAndDeviation() {
    Coloring coloring = coloring(Kind.LUMINANCE, 1);
    ColorMoments photograph = ColorMoments.of(coloring.photograph(PHOTOGRAPH).colors());
    Picture painting = coloring.paintings(List.of(PAINTING), PHOTOGRAPH).get(0);
    ColorMoments moved = ColorMoments.of(painting.colors());

    for (int k = 0; k < 3; k++) {
      assertThat(moved.mean()[k]).isCloseTo(photograph.mean()[k], within(2e-3));
      assertThat(moved.covariance()[k][k]).isCloseTo(photograph.covariance()[k][k], within(1e-3));
      assertThat(moved.mean()[k]).isCloseTo(moved.mean()[0], within(1e-6));
    }
  }

  @Test
  void matchMovesThePaintingsColorsAndLeavesTheResult() {
    Coloring coloring = coloring(Kind.MATCH, 1);

    assertThat(coloring.paintings(List.of(PAINTING), PHOTOGRAPH).get(0).rgb())
        .isEqualTo(ColorMap.SYMMETRIC.moved(PAINTING, PHOTOGRAPH, 1).rgb());
    assertThat(result(Kind.MATCH, 1)).isSameAs(MADE);
  }

  @Test
  void histogramGivesThePaintingEveryQuantileOfThePhotograph() {
    Picture moved = coloring(Kind.HISTOGRAM, 1).paintings(List.of(PAINTING), PHOTOGRAPH).get(0);
    Picture linear = ColorMap.SYMMETRIC.moved(PAINTING, PHOTOGRAPH, 1);

    for (int channel = 0; channel < 3; channel++) {
      double[] wanted = sorted(PHOTOGRAPH, channel);
      assertThat(distance(sorted(moved, channel), wanted))
          .isLessThan(0.006)
          .isLessThan(distance(sorted(linear, channel), wanted) / 2);
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]) / a.length;
    }
    return sum;
  }

  @Test
  void oklabKeepsTheResultsLightnessWithinThePaintingsRange() {
    float[] lab = Oklab.of(result(Kind.OKLAB, 1)).rgb();
    float[] made = Oklab.of(MADE).rgb();
    float[] painting = Oklab.of(PAINTING).rgb();
    float low = 1;
    float high = 0;
    for (int i = 0; i < painting.length; i += 3) {
      low = Math.min(low, painting[i]);
      high = Math.max(high, painting[i]);
    }
    double off = 0;
    for (int i = 0; i < lab.length; i += 3) {
      // Colors beyond what sRGB can show are limited, which changes their lightness a little.
      off += Math.abs(lab[i] - Math.max(low, Math.min(high, made[i]))) / (lab.length / 3.0);
    }
    assertThat(off).isLessThan(0.01);
  }

  @Test
  void oklabOfAGrayPaintingIsGray() {
    Picture gray = Luminance.alone(PAINTING);
    float[] rgb = coloring(Kind.OKLAB, 1).result(MADE, PHOTOGRAPH, List.of(gray)).rgb();
    double chroma = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      chroma += Math.abs(rgb[i] - rgb[i + 2]) / (rgb.length / 3.0);
    }
    assertThat(chroma).isLessThan(0.02);
  }

  @Test
  void styleOnlyIsThePhotographInThePaintingsColorsWithoutARun() {
    assertThat(coloring(Kind.STYLE_ONLY, 1).withoutRun()).isTrue();
    assertThat(result(Kind.STYLE_ONLY, 1).rgb())
        .isEqualTo(ColorMap.SYMMETRIC.moved(PHOTOGRAPH, PAINTING, 1).rgb());
  }

  @ParameterizedTest
  @EnumSource
  void aBlendOfZeroChangesNothing(Kind kind) {
    Coloring coloring = coloring(kind, 0);

    assertThat(coloring.withoutRun()).isFalse();
    assertThat(coloring.photograph(PHOTOGRAPH)).isSameAs(PHOTOGRAPH);
    assertThat(coloring.paintings(List.of(PAINTING), PHOTOGRAPH)).containsExactly(PAINTING);
    assertThat(result(kind, 0)).isSameAs(MADE);
  }

  @Test
  void halfABlendIsHalfOfTheWay() {
    float[] half = result(Kind.OKLAB, 0.5).rgb();
    float[] whole = result(Kind.OKLAB, 1).rgb();
    for (int i = 0; i < half.length; i++) {
      assertThat(half[i]).isCloseTo((MADE.rgb()[i] + whole[i]) / 2, within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPictureOfOneColorHasAResult(Kind kind) {
    Picture flat = new Picture(2, 1, new float[] {.5f, .2f, .1f, .5f, .2f, .1f});
    Coloring coloring = coloring(kind, 1);
    List<Picture> seen = coloring.paintings(List.of(flat), flat);

    for (float value : coloring.result(seen.get(0), flat, List.of(flat)).rgb()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void blendIsAShare() {
    assertThatThrownBy(() -> ColorControl.NONE.withBlend(1.5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the color blend must be from 0 to 1, not 1.5");
  }
}
