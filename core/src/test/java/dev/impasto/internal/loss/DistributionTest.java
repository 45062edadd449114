package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.loss.SlicedComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders, quantiles and directions, of which the losses of whole distributions are made. */
final class DistributionTest {
  private static final float[] EQUAL = {};

  private static Quantiles quantiles(float[] numbers, float[] weights) {
    int[] order = new RankOrder(numbers.length).of(numbers, 0);
    return Quantiles.of(numbers, 0, order, numbers.length, weights);
  }

  @Test
  void theOrderIsThatOfTheNumbersAndOfEqualOnesThatOfTheirPlaces() {
    Random random = new Random(3);
    float[] numbers = new float[5000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 7 == 0 ? 0 : (float) (random.nextGaussian() * Math.pow(10, i % 9 - 4));
    }
    int first = 100;
    int[] order = new RankOrder(numbers.length - first).of(numbers, first);

    for (int i = 1; i < order.length; i++) {
      float before = numbers[first + order[i - 1]];
      float here = numbers[first + order[i]];
      assertThat(before).isLessThanOrEqualTo(here);
      if (before == here) {
        assertThat(order[i - 1]).isLessThan(order[i]);
      }
    }
    assertThat(Arrays.stream(order).distinct().count()).isEqualTo(order.length);
  }

  @Test
  void aFewNumbersAreTheirOwnQuantiles() {
    Quantiles of = quantiles(new float[] {3, -1, 2}, EQUAL);

    assertThat(of.values()).containsExactly(-1, 2, 3);
    assertThat(Quantiles.at(of.values(), 0)).isEqualTo(-1);
    assertThat(Quantiles.at(of.values(), 0.5)).isEqualTo(2);
    assertThat(Quantiles.at(of.values(), 1 / 3.0)).isCloseTo(0.5, within(1e-6));
    assertThat(Quantiles.at(of.values(), 1)).isEqualTo(3);
  }

  @Test
  void moreNumbersThanPartsKeepTheirMean() {
    float[] numbers = new float[10 * Quantiles.MOST + 7];
    double sum = 0;
    Random random = new Random(4);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
      sum += numbers[i];
    }
    float[] values = quantiles(numbers, EQUAL).values();

    assertThat(values).hasSize(Quantiles.MOST).isSorted();
    double mean = 0;
    for (float value : values) {
      mean += (double) value / values.length;
    }
    assertThat(mean).isCloseTo(sum / numbers.length, within(1e-6));
    assertThat(values[Quantiles.MOST / 4]).isCloseTo(0.25f, within(0.01f));
  }

  @Test
  void numbersWithoutWeightDoNotCount() {
    Quantiles of = quantiles(new float[] {5, 1, 7, 2}, new float[] {0, 2, 0, 2});

    assertThat(of.values()).containsExactly(1, 1, 2, 2);
  }

  @Test
  void aMixtureHoldsTheNumbersOfAllByTheirShares() {
    Quantiles low = quantiles(new float[] {0, 0, 0, 0}, EQUAL);
    Quantiles high = quantiles(new float[] {1, 1}, EQUAL);

    assertThat(Quantiles.mixed(List.of(low, high), List.of(1.0, 2.0)).values())
        .containsExactly(0, 0, 1, 1, 1, 1);
  }

  @Test
  void directionsAreAtRightAnglesAndOfLengthOne() {
    int n = 24;
    float[] v = Directions.of(new SlicedComparison(0, true), n);
    assertThat(v).hasSize(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        for (int c = 0; c < n; c++) {
          product += v[i * n + c] * v[j * n + c];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"32, F32", "0, F32", "7, F32", "32, BF16"})
  void aProjectionIsAProductAndItsDerivativeThatOfTheProduct(int directions, Precision precision) {
    int channels = 10;
    float[] v = directions == 0 ? EQUAL : random(directions * channels);
    int count = directions == 0 ? channels : directions;
    try (Engine engine = Engine.open(2, precision);
        Workspace workspace = engine.workspace()) {
      Tensor y = workspace.tensor(3, 5, channels);
      Tensor dy = workspace.tensor(3, 5, channels);
      y.put(random(150));
      dy.clear();
      float[] values = new float[150];
      y.get(values);
      ProjectionOperation projection = workspace.projection(y, v);
      float[] p = new float[15 * count];
      projection.forward(p);
      float[] slopes = random(p.length);
      projection.backward(slopes, dy);
      float[] derivative = new float[150];
      dy.get(derivative);

      for (int at = 0; at < 15; at++) {
        for (int d = 0; d < count; d++) {
          double sum = 0;
          for (int c = 0; c < channels; c++) {
            sum += values[at * channels + c] * direction(v, d, c);
          }
          assertThat(p[d * 15 + at]).isCloseTo((float) sum, within(1e-4f));
        }
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int d = 0; d < count; d++) {
            sum += slopes[d * 15 + at] * direction(v, d, c);
          }
          assertThat(derivative[at * channels + c]).isCloseTo((float) sum, within(0.05f));
        }
      }
    }
  }

  private static double direction(float[] v, int d, int c) {
    return v.length > 0 ? v[d * 10 + c] : d == c ? 1 : 0;
  }

  private static float[] random(int count) {
    Random random = new Random(9);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Test
  void directionsMayBeFewerOrMoreThanTheFilters() {
    assertThat(Directions.of(new SlicedComparison(5, true), 8)).hasSize(40);
    assertThat(Directions.of(new SlicedComparison(20, true), 8)).hasSize(160);
  }
}
