package dev.impasto.internal.loss;

import java.util.List;

/**
 * A distribution of numbers: the means of its parts of equal weight, the smallest first.
 *
 * @param values at least one, none smaller than the one before; not to be modified
 */
public record Quantiles(float[] values) {
  /** How many parts a distribution is kept by, if it has as many numbers. */
  static final int MOST = 4096;

  /**
   * Of numbers.
   *
   * @param order their places, the smallest number's first
   * @param weights of each number, 0 or more, not all of them 0; empty for equal ones
   */
  static Quantiles of(float[] numbers, int first, int[] order, int count, float[] weights) {
    double whole = 0;
    for (int i = 0; i < count; i++) {
      whole += weight(weights, i);
    }
    int parts = Math.min(MOST, count);
    double each = whole / parts;
    float[] values = new float[parts];
    int part = 0;
    double sum = 0;
    double room = each;
    for (int i = 0; i < count; i++) {
      double left = weight(weights, order[i]);
      float number = numbers[first + order[i]];
      while (left > room && part < parts - 1) {
        values[part++] = (float) ((sum + room * number) / each);
        left -= room;
        sum = 0;
        room = each;
      }
      sum += left * number;
      room -= left;
    }
    values[part] = (float) (sum / (each - room));
    while (++part < parts) {
      values[part] = values[part - 1];
    }
    return new Quantiles(values);
  }

  private static double weight(float[] weights, int at) {
    return weights.length == 0 ? 1 : weights[at];
  }

  /**
   * Of all that several distributions hold.
   *
   * @param shares what each counts, above 0
   */
  static Quantiles mixed(List<Quantiles> several, List<Double> shares) {
    int count = several.stream().mapToInt(q -> q.values.length).sum();
    float[] numbers = new float[count];
    float[] weights = new float[count];
    int at = 0;
    for (int i = 0; i < several.size(); i++) {
      float[] values = several.get(i).values;
      for (float value : values) {
        numbers[at] = value;
        weights[at++] = (float) (shares.get(i) / values.length);
      }
    }
    return of(numbers, 0, new RankOrder(count).of(numbers, 0), count, weights);
  }

  /**
   * The number below which a part of the weight lies: each value's at the middle of its part,
   * between them along a line.
   *
   * @param values of a distribution
   * @param part 0 to 1
   */
  static double at(float[] values, double part) {
    double place = Math.max(0, part * values.length - 0.5);
    int below = Math.min((int) place, values.length - 1);
    float value = values[below];
    return below + 1 < values.length
        ? value + (place - below) * (values[below + 1] - value)
        : value;
  }

  /** The mean of the squares. */
  double meanSquare() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }
}
