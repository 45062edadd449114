package dev.impasto.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Repeated measurements of one thing, in the order of their size. */
final class Samples {
  private final double[] sorted;

  Samples(double... values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  Samples(Collection<Double> values) {
    this(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Takes {@code value} of each of 0 to {@code runs - 1}. */
  static Samples of(int runs, IntToDoubleFunction value) {
    return new Samples(IntStream.range(0, runs).mapToDouble(value).toArray());
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return sorted[sorted.length / 2];
  }

  double least() {
    return sorted[0];
  }

  double most() {
    return sorted[sorted.length - 1];
  }
}
