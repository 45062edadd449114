package dev.impasto.loss;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A picture's statistics at one layer, and what a {@link StyleLoss} aims at: the Gram matrix of a
 * style picture, A of Eq 4, and the sums of its filters' responses.
 *
 * @param channels the number of filters N
 * @param positions the number of positions M that were summed over
 * @param values {@code N x N} sums of products, not divided by anything; not to be modified
 * @param sums the sums of the N responses themselves; none where the {@link LossConvention} does
 *     not compare their means; not to be modified
 * @param shifted the same products of responses at two positions, for each shift from the one to
 *     the other that the {@link LossConvention} compares
 */
public record LayerStatistics(
    int channels, long positions, float[] values, float[] sums, List<Pairs> shifted) {
  /**
   * Products of responses at two positions.
   *
   * @param count the number of pairs of positions that were summed over
   * @param values {@code N x N} sums of products, of which the second factor is the response
   *     further on; not to be modified
   */
  public record Pairs(long count, float[] values) {}

  /**
   * Looks at a style picture.
   *
   * @param height rows
   * @param width columns
   * @param pixels {@code height x width x 3} values in 0..1
   * @param layers where, at least one
   * @param convention tells what is compared
   * @return the target of each layer
   */
  public static Map<Layer, LayerStatistics> of(
      Vgg vgg,
      int height,
      int width,
      float[] pixels,
      Collection<Layer> layers,
      LossConvention convention) {
    Map<Layer, StatisticsRecorder> matrices = new EnumMap<>(Layer.class);
    try (VggPass pass = vgg.forward(height, width, Collections.max(layers))) {
      layers.forEach(layer -> matrices.put(layer, new StatisticsRecorder(pass, layer, convention)));
      pass.forward(pixels);
    }
    Map<Layer, LayerStatistics> targets = new EnumMap<>(Layer.class);
    matrices.forEach((layer, matrix) -> targets.put(layer, matrix.target()));
    return targets;
  }
}
