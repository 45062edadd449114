package dev.impasto.internal.loss;

import dev.impasto.loss.StyleComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture's statistics at one layer, or those of a region of it: its Gram matrix (Eq 3 of the
 * paper) before any division, and the sums of its filters' responses; or the distribution of its
 * responses along directions.
 *
 * @param channels the number of filters N
 * @param positions the number of positions M that were summed over
 * @param values {@code N x N} sums of products, not divided by anything; not to be modified
 * @param sums the sums of the N responses themselves; none where the {@link StyleComparison} does
 *     not compare means; not to be modified
 * @param shifted the same products of responses at two positions, for each shift from the one to
 *     the other that the {@link StyleComparison} compares
 * @param quantiles of the responses along each direction, where their distributions are compared;
 *     there are then no products
 */
public record LayerStatistics(
    int channels,
    long positions,
    float[] values,
    float[] sums,
    List<Pairs> shifted,
    List<Quantiles> quantiles) {
  /** Statistics without distributions. */
  public LayerStatistics(
      int channels, long positions, float[] values, float[] sums, List<Pairs> shifted) {
    this(channels, positions, values, sums, shifted, List.of());
  }

  /** The same in memory of its own; of statistics without distributions. */
  LayerStatistics copy() {
    return new LayerStatistics(
        channels,
        positions,
        values.clone(),
        sums.clone(),
        shifted.stream().map(pairs -> new Pairs(pairs.count, pairs.values.clone())).toList());
  }

  /**
   * Products of responses at two positions.
   *
   * @param count the number of pairs of positions that were summed over, or what they count
   *     together in a region
   * @param values {@code N x N} sums of products, of which the second factor is the response
   *     further on; not to be modified
   */
  public record Pairs(double count, float[] values) {}

  /**
   * The statistics of several pictures as if of one: of every mean over positions, the mean over
   * the pictures.
   *
   * @param pictures at least one; all of one layer
   * @param shares what each counts, above 0; only their ratios matter
   */
  public static LayerStatistics mixed(List<LayerStatistics> pictures, List<Double> shares) {
    LayerStatistics first = pictures.get(0);
    if (pictures.size() == 1) {
      return first;
    }
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    double[] perPosition = new double[pictures.size()];
    Arrays.setAll(
        perPosition, i -> shares.get(i) / sum * first.positions / pictures.get(i).positions);
    List<Pairs> pairs = new ArrayList<>();
    for (int s = 0; s < first.shifted.size(); s++) {
      int at = s;
      double count = first.shifted.get(s).count();
      double[] perPair = new double[pictures.size()];
      Arrays.setAll(
          perPair,
          i -> shares.get(i) / sum * count / Math.max(1, pictures.get(i).shifted.get(at).count()));
      pairs.add(
          new Pairs(
              count,
              weighted(pictures.stream().map(p -> p.shifted.get(at).values()).toList(), perPair)));
    }
    return new LayerStatistics(
        first.channels,
        first.positions,
        weighted(pictures.stream().map(LayerStatistics::values).toList(), perPosition),
        weighted(pictures.stream().map(LayerStatistics::sums).toList(), perPosition),
        pairs,
        IntStream.range(0, first.quantiles.size())
            .mapToObj(
                d ->
                    Quantiles.mixed(
                        pictures.stream().map(p -> p.quantiles.get(d)).toList(), shares))
            .toList());
  }

  private static float[] weighted(List<float[]> vectors, double[] weights) {
    float[] sum = new float[vectors.get(0).length];
    for (int at = 0; at < sum.length; at++) {
      double value = 0;
      for (int i = 0; i < weights.length; i++) {
        value += weights[i] * vectors.get(i)[at];
      }
      sum[at] = (float) value;
    }
    return sum;
  }
}
