package dev.impasto.color;

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
  record Bins(double low, double width) {
    int of(double value) {
      return width > 0 ? (int) Math.max(0, Math.min(COUNT - 1, (value - low) / width)) : 0;
    }
  }

  /** The lowest and the highest of values. */
  static final class Range {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    void add(float value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }

    Bins bins() {
      return new Bins(low, (high - low) / COUNT);
    }
  }

  /** A distribution: the part of its values that lies below each edge of bins. */
  static final class Ranks {
    private final Bins bins;
    private final double[] below = new double[COUNT + 1];

    Ranks(Bins bins) {
      this.bins = bins;
    }

    /** Counts a value. */
    void add(float value, double share) {
      below[1 + bins.of(value)] += share;
    }

    /** After the last value. */
    Ranks summed() {
      for (int i = 1; i <= COUNT; i++) {
        below[i] += below[i - 1];
      }
      return this;
    }
  }

  /** The map from a distribution to another. */
  static RankMap of(Ranks own, Ranks wanted) {
    double[] edges = new double[COUNT + 1];
    int bin = 0;
    for (int i = 0; i <= COUNT; i++) {
      while (bin < COUNT - 1 && wanted.below[bin + 1] < own.below[i]) {
        bin++;
      }
      double inside = wanted.below[bin + 1] - wanted.below[bin];
      double part = inside > 0 ? (own.below[i] - wanted.below[bin]) / inside : 0;
      edges[i] = wanted.bins.low + wanted.bins.width * (bin + Math.max(0, Math.min(1, part)));
    }
    return new RankMap(own.bins, edges);
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
