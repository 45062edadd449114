package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Workspace;
import dev.impasto.loss.MomentsComparison;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.loss.WassersteinComparison;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances of means and deviations, and of normal distributions, on responses made up here. */
final class NormalDistancesTest {
  private static final int CHANNELS = 6;

  private static Engine engine;
  private static Workspace workspace;

  @BeforeAll
  static void open() {
    engine = Engine.open(1, Precision.F32);
    workspace = engine.workspace();
  }

  @AfterAll
  static void close() {
    workspace.close();
    engine.close();
  }

  /** Responses of filters of unlike strength, each like the one before it. */
  private static double[][] responses(int seed, int positions) {
    Random random = new Random(seed);
    double[][] y = new double[positions][CHANNELS];
    for (double[] position : y) {
      double before = 0;
      for (int i = 0; i < CHANNELS; i++) {
        before = (1 + i) * (random.nextGaussian() + 0.3) + 0.4 * before;
        position[i] = Math.max(0, before);
      }
    }
    return y;
  }

  private static LayerStatistics statistics(double[][] y) {
    float[] gram = new float[CHANNELS * CHANNELS];
    float[] sums = new float[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      double sum = 0;
      for (double[] position : y) {
        sum += position[i];
      }
      sums[i] = (float) sum;
      for (int j = 0; j < CHANNELS; j++) {
        double product = 0;
        for (double[] position : y) {
          product += position[i] * position[j];
        }
        gram[i * CHANNELS + j] = (float) product;
      }
    }
    return new LayerStatistics(CHANNELS, y.length, gram, sums, List.of());
  }

  private static StyleDistance distance(
      StyleComparison comparison, double[][] style, Optional<LayerStatistics> content) {
    return StyleDistances.of(
        comparison,
        List.of(new StyleTarget(statistics(style), 1)),
        content,
        3,
        workspace::squareProduct);
  }

  private static double value(StyleDistance distance, double[][] y) {
    LayerStatistics of = statistics(y);
    return distance.compare(of, StatisticsGradient.of(of));
  }

  @ParameterizedTest
  @EnumSource(names = {"GRAM", "COVARIANCE", "MOMENTS", "WASSERSTEIN"})
  void thePhotographIsAsFarAwayAsTheWeightSaysAndThePaintingIsAtNoDistance(StyleStatistics kind) {
    double[][] style = responses(1, 50);
    double[][] content = responses(2, 30);
    StyleDistance distance = distance(kind.comparison(), style, Optional.of(statistics(content)));

    assertThat(value(distance, style)).isCloseTo(0, within(1e-4));
    if (kind != StyleStatistics.COVARIANCE) { // which counts displaced pairs besides
      assertThat(value(distance, content)).isCloseTo(3, within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GRAM", "MOMENTS", "WASSERSTEIN"})
  void derivativeIsThatOfTheValue(StyleStatistics kind) {
    StyleDistance distance =
        distance(kind.comparison(), responses(1, 50), Optional.of(statistics(responses(2, 30))));
    double[][] y = responses(3, 40);
    StatisticsGradient slopes = StatisticsGradient.of(statistics(y));
    distance.compare(statistics(y), slopes);

    for (int p = 0; p < y.length; p++) {
      for (int i = 0; i < CHANNELS; i++) {
        double derivative = kind == StyleStatistics.GRAM ? 0 : slopes.sums()[i];
        for (int j = 0; j < CHANNELS; j++) {
          derivative += y[p][j] * slopes.gram()[j * CHANNELS + i];
        }
        double before = y[p][i];
        y[p][i] = before + 0.1;
        double up = value(distance, y);
        y[p][i] = before - 0.1;
        double difference = (up - value(distance, y)) / 0.2;
        y[p][i] = before;
        assertThat(derivative).isCloseTo(difference, within(1e-3 + 0.01 * Math.abs(difference)));
      }
    }
  }

  /** Independent filters: the covariances of a response that only one filter has are 0. */
  @Test
  void ofIndependentFiltersWassersteinIsTheDistanceOfMeansAndDeviations() {
    double[][] style = oneAtATime(2);
    double[][] y = oneAtATime(5);
    double moments =
        value(distance(new MomentsComparison(1e-4, false), style, Optional.empty()), y);
    double wasserstein =
        value(distance(new WassersteinComparison(1e-4, false), style, Optional.empty()), y);

    assertThat(wasserstein).isPositive().isCloseTo(moments, within(1e-4 * moments));
  }

  /** Each filter alone is now above, now as far below a mean of 0. */
  private static double[][] oneAtATime(double strength) {
    double[][] y = new double[2 * CHANNELS][CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      y[2 * i][i] = strength * (i + 1);
      y[2 * i + 1][i] = -strength * (i + 1);
    }
    return y;
  }

  @Test
  void aMultipleOfThePaintingIsAsFarAsItsMeanSquareSays() {
    double[][] style = responses(1, 50);
    double squares = 0;
    double[][] doubled = new double[style.length][CHANNELS];
    for (int p = 0; p < style.length; p++) {
      for (int i = 0; i < CHANNELS; i++) {
        doubled[p][i] = 2 * style[p][i];
        squares += style[p][i] * style[p][i] / style.length;
      }
    }
    StyleDistance distance =
        distance(new WassersteinComparison(1e-6, false), style, Optional.empty());

    // The shortest way leads along each response; 3 is the weight.
    double expected = 3 * squares / CHANNELS;
    assertThat(value(distance, doubled)).isCloseTo(expected, within(1e-3 * expected));
  }

  @ParameterizedTest
  @EnumSource(names = {"GRAM", "MOMENTS", "WASSERSTEIN"})
  void picturesWithoutResponsesHaveFiniteDistancesAndDerivatives(StyleStatistics kind) {
    double[][] none = new double[4][CHANNELS];
    StyleDistance distance = distance(kind.comparison(), none, Optional.of(statistics(none)));
    LayerStatistics other = statistics(responses(1, 50));
    StatisticsGradient slopes = StatisticsGradient.of(other);

    assertThat(distance.compare(other, slopes)).isFinite();
    for (float slope : slopes.gram()) {
      assertThat(slope).isFinite();
    }
    assertThat(value(distance, none)).isFinite();
  }
}
