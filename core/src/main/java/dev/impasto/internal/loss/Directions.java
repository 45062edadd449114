package dev.impasto.internal.loss;

import dev.impasto.loss.DistributionComparison;
import dev.impasto.loss.SlicedComparison;
import java.util.Random;

/** The directions in the space of a layer's filters along which responses are compared. */
final class Directions {
  /** Any one: it makes the directions the same in every run. */
  private static final long SEED = 1;

  private Directions() {}

  /**
   * {@code d x filters} values: of a {@link SlicedComparison} random directions, as many as it
   * wants; none for the filters' own axes.
   */
  static float[] of(DistributionComparison comparison, int filters) {
    return comparison instanceof SlicedComparison
        ? random(filters, count(comparison, filters))
        : new float[0];
  }

  /** How many directions responses are compared along. */
  static int count(DistributionComparison comparison, int filters) {
    return comparison instanceof SlicedComparison sliced && sliced.directions() > 0
        ? sliced.directions()
        : filters;
  }

  /**
   * Unit vectors, as many at a time as there are filters at right angles to each other: together
   * they see every direction once.
   */
  private static float[] random(int filters, int count) {
    Random random = new Random(SEED);
    double[][] all = new double[count][filters];
    for (int i = 0; i < count; i++) {
      double[] v = all[i];
      for (int c = 0; c < filters; c++) {
        v[c] = random.nextGaussian();
      }
      for (int before = i - i % filters; before < i; before++) {
        subtract(v, product(v, all[before]), all[before]);
      }
      double length = Math.sqrt(product(v, v));
      for (int c = 0; c < filters; c++) {
        v[c] /= length;
      }
    }
    float[] values = new float[count * filters];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) all[i / filters][i % filters];
    }
    return values;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] other) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * other[i];
    }
  }
}
