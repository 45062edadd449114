package dev.impasto.color;

import java.util.List;

/**
 * Takes each value of a distribution to the value of the same rank in another, by histograms of
 * equal bins whose values are spread evenly.
 *
 * @param from the distribution's bins
 * @param edges where each bin's lower edge goes, and the last one's upper edge
 */
record RankMap(Bins from, double[] edges) {
  private static final int COUNT = 1024;

  /**
   * Equal bins.
   *
   * @param low the lowest value
   * @param width of a bin; 0 where there is one value alone
   */
  private record Bins(double low, double width) {
    static Bins over(List<float[]> all) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (float[] values : all) {
        for (float value : values) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return new Bins(low, (high - low) / COUNT);
    }

    int of(double value) {
      return width > 0 ? (int) Math.max(0, Math.min(COUNT - 1, (value - low) / width)) : 0;
    }

    /** The part of the values below each edge, 0 to 1. */
    double[] ranks(List<float[]> all, List<Double> shares) {
      double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
      double[] ranks = new double[COUNT + 1];
      for (int i = 0; i < all.size(); i++) {
        double each = shares.get(i) / sum / all.get(i).length;
        for (float value : all.get(i)) {
          ranks[1 + of(value)] += each;
        }
      }
      for (int i = 1; i <= COUNT; i++) {
        ranks[i] += ranks[i - 1];
      }
      return ranks;
    }
  }

  /**
   * The map from a distribution to a mixture of others.
   *
   * @param shares what each of the others counts, whatever its number of values
   */
  static RankMap of(float[] values, List<float[]> others, List<Double> shares) {
    Bins from = Bins.over(List.of(values));
    Bins to = Bins.over(others);
    double[] own = from.ranks(List.of(values), List.of(1.0));
    double[] wanted = to.ranks(others, shares);
    double[] edges = new double[COUNT + 1];
    int bin = 0;
    for (int i = 0; i <= COUNT; i++) {
      while (bin < COUNT - 1 && wanted[bin + 1] < own[i]) {
        bin++;
      }
      double inside = wanted[bin + 1] - wanted[bin];
      double part = inside > 0 ? (own[i] - wanted[bin]) / inside : 0;
      edges[i] = to.low + to.width * (bin + Math.max(0, Math.min(1, part)));
    }
    return new RankMap(from, edges);
  }

  /** Where a value goes; a value that is all of the distribution stays. */
  double at(double value) {
    if (from.width == 0) {
      return value;
    }
    int bin = from.of(value);
    double part = Math.max(0, Math.min(1, (value - from.low) / from.width - bin));
    return edges[bin] + part * (edges[bin + 1] - edges[bin]);
  }
}
