package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleBlend;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CovarianceDistanceTest {
  private static final int CHANNELS = 4;
  private static final int POSITIONS = 30;
  private static final int[] SHIFTS = {1, 7};

  /** Responses, some of them zero as after ReLU, of filters of unlike strength. */
  private static float[] responses(int seed, int positions) {
    Random random = new Random(seed);
    float[] y = new float[positions * CHANNELS];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.max(0, (1 + i % CHANNELS) * (random.nextGaussian() + 0.5));
    }
    return y;
  }

  private static LayerStatistics statistics(float[] y) {
    double[] gram = new double[CHANNELS * CHANNELS];
    double[] sums = new double[CHANNELS];
    for (int p = 0; p < y.length; p += CHANNELS) {
      for (int i = 0; i < CHANNELS; i++) {
        sums[i] += y[p + i];
        for (int j = 0; j < CHANNELS; j++) {
          gram[i * CHANNELS + j] += (double) y[p + i] * y[p + j];
        }
      }
    }
    return new LayerStatistics(
        CHANNELS,
        y.length / CHANNELS,
        floats(gram),
        floats(sums),
        Arrays.stream(SHIFTS).mapToObj(shift -> pairs(y, shift)).toList());
  }

  private static LayerStatistics.Pairs pairs(float[] y, int shift) {
    double[] products = new double[CHANNELS * CHANNELS];
    int count = y.length / CHANNELS - shift;
    for (int p = 0; p < count * CHANNELS; p += CHANNELS) {
      for (int i = 0; i < CHANNELS; i++) {
        for (int j = 0; j < CHANNELS; j++) {
          products[i * CHANNELS + j] += (double) y[p + i] * y[p + shift * CHANNELS + j];
        }
      }
    }
    return new LayerStatistics.Pairs(count, floats(products));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double compare(StyleDistance distance, float[] y) {
    LayerStatistics statistics = statistics(y);
    return distance.compare(statistics, StatisticsGradient.of(statistics));
  }

  private static StyleDistance distance(LayerStatistics style, Optional<LayerStatistics> content) {
    return StyleDistances.of(
        LossConvention.BALANCED.options().style().comparison(),
        List.of(new StyleTarget(style, 1)),
        content,
        3,
        n -> {
          throw new AssertionError("covariances are not multiplied");
        });
  }

  private static StyleDistance distance() {
    StyleDistance distance =
        distance(statistics(responses(1, 50)), Optional.of(statistics(responses(2, POSITIONS))));
    return distance;
  }

  @Test
  void distancesOfSeveralPaintingsAddUpByTheirWeightsAndSoDoTheirDerivatives() {
    LayerStatistics one = statistics(responses(1, 50));
    LayerStatistics two = statistics(responses(4, 70));
    Optional<LayerStatistics> content = Optional.of(statistics(responses(2, POSITIONS)));
    StyleDistance both =
        StyleDistances.of(
            LossConvention.BALANCED.options().style().comparison(),
            StyleTarget.of(List.of(one, two), List.of(3.0, 1.0), StyleBlend.LOSSES),
            content,
            3,
            n -> {
              throw new AssertionError("covariances are not multiplied");
            });
    LayerStatistics result = statistics(responses(3, POSITIONS));
    StatisticsGradient slopes = StatisticsGradient.of(result);
    StatisticsGradient first = StatisticsGradient.of(result);
    StatisticsGradient second = StatisticsGradient.of(result);

    assertThat(both.compare(result, slopes))
        .isCloseTo(
            0.75 * distance(one, content).compare(result, first)
                + 0.25 * distance(two, content).compare(result, second),
            within(1e-6));
    for (int i = 0; i < slopes.gram().length; i++) {
      assertThat(slopes.gram()[i])
          .isCloseTo(0.75f * first.gram()[i] + 0.25f * second.gram()[i], within(1e-6f));
    }
  }

  @Test
  void mixedStatisticsAreOneTarget() {
    List<LayerStatistics> two = List.of(statistics(responses(1, 50)), statistics(responses(4, 70)));

    assertThat(StyleTarget.of(two, List.of(3.0, 1.0), StyleBlend.STATISTICS)).hasSize(1);
  }

  @Test
  void derivativeIsThatOfTheValue() {
    StyleDistance distance = distance();
    float[] y = responses(3, POSITIONS);
    StatisticsGradient slopes = StatisticsGradient.of(statistics(y));
    distance.compare(statistics(y), slopes);
    for (int at = 0; at < y.length; at++) {
      int row = at / CHANNELS * CHANNELS;
      int i = at % CHANNELS;
      double derivative = slopes.sums()[i];
      for (int j = 0; j < CHANNELS; j++) {
        derivative += (double) y[row + j] * slopes.gram()[j * CHANNELS + i];
        for (int s = 0; s < SHIFTS.length; s++) {
          float[] k = slopes.shifted().get(s);
          int on = row + SHIFTS[s] * CHANNELS + j;
          int before = row - SHIFTS[s] * CHANNELS + j;
          derivative += on < y.length ? (double) y[on] * k[i * CHANNELS + j] : 0;
          derivative += before >= 0 ? (double) y[before] * k[j * CHANNELS + i] : 0;
        }
      }
      float[] up = y.clone();
      float[] down = y.clone();
      up[at] += 0.05f;
      down[at] -= 0.05f;
      double difference =
          (compare(distance, up) - compare(distance, down)) / ((double) up[at] - down[at]);
      assertThat(derivative).isEqualTo(difference, within(1e-4 + 2e-3 * Math.abs(difference)));
    }
  }

  @Test
  void theStyleItselfIsAtNoDistance() {
    StyleDistance distance = distance();
    assertThat(compare(distance, responses(1, 50))).isLessThan(1e-9);
    assertThat(compare(distance, responses(3, POSITIONS))).isGreaterThan(0.01);
  }

  /** Both pictures' covariances and means are 1 apart from none, on the average; shifted ones 4. */
  @Test
  void aPictureWithoutAnyResponseIsAsFarAwayAsTheWeightsSay() {
    StyleDistance distance = distance(statistics(responses(1, 50)), Optional.empty());
    assertThat(compare(distance, new float[POSITIONS * CHANNELS])).isEqualTo(18, within(1e-4));
  }

  @Test
  void aFiltersStrengthDoesNotMatter() {
    float[][] pictures = {responses(1, 50), responses(2, POSITIONS), responses(3, POSITIONS)};
    double before = compare(distance(), pictures[2]);
    for (float[] y : pictures) {
      for (int at = 1; at < y.length; at += CHANNELS) {
        y[at] *= 1.5f;
      }
    }
    StyleDistance distance =
        distance(statistics(pictures[0]), Optional.of(statistics(pictures[1])));
    assertThat(compare(distance, pictures[2])).isEqualTo(before, within(0.02 * before));
  }

  @Test
  void picturesOfOneColorDifferInTheirMeansAlone() {
    float[] ones = new float[POSITIONS * CHANNELS];
    Arrays.fill(ones, 1);
    float[] twos = new float[POSITIONS * CHANNELS];
    Arrays.fill(twos, 2);
    StyleDistance distance = distance(statistics(ones), Optional.of(statistics(twos)));
    // That of the content is the weight; half way to the style it is a quarter of that.
    assertThat(compare(distance, twos)).isEqualTo(3, within(1e-6));
    float[] between = new float[POSITIONS * CHANNELS];
    Arrays.fill(between, 1.5f);
    assertThat(compare(distance, between)).isEqualTo(0.75, within(1e-6));
  }

  @Test
  void withoutShiftsTheContentIsAsFarAwayAsTheWeightSays() {
    LayerStatistics style = unshifted(responses(1, 50));
    LayerStatistics content = unshifted(responses(2, POSITIONS));
    StyleDistance distance = distance(style, Optional.of(content));
    assertThat(distance.compare(content, StatisticsGradient.of(content)))
        .isEqualTo(3, within(1e-4));
  }

  /** The derivative would be without bounds. */
  @Test
  void aContentOfTheStylesStatisticsCountsAsAFiftiethOfThem() {
    LayerStatistics style = unshifted(responses(1, 50));
    StyleDistance plain = distance(style, Optional.empty());
    StyleDistance balanced = distance(style, Optional.of(style));
    LayerStatistics other = unshifted(responses(3, POSITIONS));
    StatisticsGradient slopes = StatisticsGradient.of(other);
    assertThat(balanced.compare(other, slopes))
        .isEqualTo(50 * plain.compare(other, slopes), within(1e-4));
  }

  private static LayerStatistics unshifted(float[] y) {
    LayerStatistics all = statistics(y);
    return new LayerStatistics(
        all.channels(), all.positions(), all.values(), all.sums(), List.of());
  }

  @Test
  void aResponseTooSmallForAShiftIsComparedInAllElse() {
    LayerStatistics.Pairs none = new LayerStatistics.Pairs(0, new float[CHANNELS * CHANNELS]);
    LayerStatistics small = statistics(responses(3, POSITIONS));
    LayerStatistics without =
        new LayerStatistics(
            CHANNELS,
            POSITIONS,
            small.values(),
            small.sums(),
            List.of(small.shifted().get(0), none));
    StatisticsGradient slopes = StatisticsGradient.of(small);
    double all = distance().compare(small, slopes);
    double part = distance().compare(without, slopes);
    assertThat(part).isPositive().isLessThan(all);
    assertThat(slopes.shifted().get(1)).containsOnly(0);
  }

  @Test
  void withoutAnyResponseInStyleAndContentNothingIsCompared() {
    float[] none = new float[POSITIONS * CHANNELS];
    StyleDistance distance = distance(statistics(none), Optional.empty());
    assertThat(compare(distance, responses(3, POSITIONS))).isZero();
  }
}
