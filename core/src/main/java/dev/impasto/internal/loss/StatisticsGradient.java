package dev.impasto.internal.loss;

import java.util.List;

/**
 * The derivative of a distance with respect to a picture's statistics at a layer.
 *
 * @param gram twice that with respect to each of {@link LayerStatistics#values()}
 * @param sums that with respect to each of {@link LayerStatistics#sums()}
 * @param shifted that with respect to each of {@link LayerStatistics#shifted()}
 */
record StatisticsGradient(float[] gram, float[] sums, List<float[]> shifted) {
  /** Room for those of some statistics. */
  static StatisticsGradient of(LayerStatistics statistics) {
    return new StatisticsGradient(
        new float[statistics.values().length],
        new float[statistics.sums().length],
        statistics.shifted().stream().map(pairs -> new float[pairs.values().length]).toList());
  }

  /** Adds another derivative. */
  void add(StatisticsGradient other) {
    add(gram, other.gram);
    add(sums, other.sums);
    for (int i = 0; i < shifted.size(); i++) {
      add(shifted.get(i), other.shifted.get(i));
    }
  }

  /** Multiplies by a factor. */
  void scale(double factor) {
    scale(gram, factor);
    scale(sums, factor);
    shifted.forEach(slopes -> scale(slopes, factor));
  }

  private static void scale(float[] slopes, double factor) {
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = (float) (factor * slopes[i]);
    }
  }

  private static void add(float[] to, float[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
