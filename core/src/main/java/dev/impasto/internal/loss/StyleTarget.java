package dev.impasto.internal.loss;

import dev.impasto.loss.StyleBlend;
import dev.impasto.network.Layer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a layer's statistics are compared with.
 *
 * @param statistics a painting's, or those of several mixed
 * @param share its part of the layer's weight, above 0 and at most 1
 */
public record StyleTarget(LayerStatistics statistics, double share) {
  /** The targets of one painting, by their layers. */
  public static Map<Layer, List<StyleTarget>> ofOne(Map<Layer, LayerStatistics> painting) {
    Map<Layer, List<StyleTarget>> targets = new EnumMap<>(Layer.class);
    painting.forEach((layer, of) -> targets.put(layer, List.of(new StyleTarget(of, 1))));
    return targets;
  }

  /**
   * What a layer is compared with where there are several paintings.
   *
   * @param pictures the paintings' statistics at the layer, at least one
   * @param weights what each painting counts, above 0; only their ratios matter
   */
  public static List<StyleTarget> of(
      List<LayerStatistics> pictures, List<Double> weights, StyleBlend blend) {
    if (blend == StyleBlend.STATISTICS) {
      return List.of(new StyleTarget(LayerStatistics.mixed(pictures, weights), 1));
    }
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    return IntStream.range(0, pictures.size())
        .mapToObj(i -> new StyleTarget(pictures.get(i), weights.get(i) / sum))
        .toList();
  }
}
