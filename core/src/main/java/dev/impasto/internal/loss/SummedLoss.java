package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.loss.ContentComparison;
import dev.impasto.loss.ContentTerm;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.loss.StyleTerm;
import dev.impasto.network.Layer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The loss of a picture of which only sums over all its tiles are known: see {@link TileLoss}. */
public final class SummedLoss {
  private final TileLoss tiles;
  private final ContentTerm content;

  /** What squared differences are multiplied by at each layer. */
  private final Map<Layer, Double> scales = new EnumMap<>(Layer.class);

  private final Map<Layer, StyleDistance> distances = new EnumMap<>(Layer.class);
  private final SortedMap<Layer, Double> contentValues = new TreeMap<>();
  private final SortedMap<Layer, Double> styleValues = new TreeMap<>();

  /**
   * Of a photograph.
   *
   * @param tiles of the picture; none is evaluated here
   * @param options the same that all tiles are evaluated with, but for weights
   * @param targets the paintings' statistics at the style layers
   * @param photograph the sums of {@link TileLoss#photograph} over all tiles
   */
  public SummedLoss(
      TileLoss tiles,
      LossOptions options,
      Map<Layer, List<StyleTarget>> targets,
      double[] photograph) {
    this.tiles = tiles;
    this.content = options.content();
    tiles.totals().fill(photograph);
    tiles
        .contents()
        .forEach(
            (layer, of) -> {
              LayerResponse response = of.response();
              scales.put(
                  layer,
                  content
                      .comparison()
                      .scale(response.channels(), response.positions(), of.sum()[0]));
            });
    StyleTerm style = options.style();
    tiles
        .styles()
        .forEach(
            (layer, of) -> {
              LayerStatistics own = of.statistics().taken();
              distances.put(
                  layer,
                  StyleDistances.of(
                      style.comparison(),
                      Objects.requireNonNull(targets.get(layer)),
                      content.weight() > 0 ? Optional.of(own) : Optional.empty(),
                      style.layers().getOrDefault(layer, 0.0) * style.weight(),
                      tiles.pass().workspace()::squareProduct));
            });
  }

  /**
   * Compares.
   *
   * @param sums those of {@link TileLoss#sums} over all tiles
   * @return the derivative with respect to each
   */
  public float[] compare(double[] sums) {
    tiles.totals().fill(sums);
    ContentComparison comparison = content.comparison();
    tiles
        .contents()
        .forEach(
            (layer, of) -> {
              double scale = Objects.requireNonNull(scales.get(layer));
              double weight = content.layers().getOrDefault(layer, 0.0) * content.weight();
              double distance = scale * of.sum()[0];
              contentValues.put(layer, weight * comparison.value(distance));
              of.slope()[0] = (float) (2 * scale * weight * comparison.slope(distance));
            });
    tiles
        .styles()
        .forEach(
            (layer, of) ->
                styleValues.put(
                    layer,
                    Objects.requireNonNull(distances.get(layer))
                        .compare(of.statistics().taken(), of.slopes())));
    return tiles.derivatives().joined();
  }

  /**
   * The parts of the loss for the sums that were compared last.
   *
   * @param variation the sum of what {@link TileLoss#derive} has returned
   */
  public LossParts parts(double variation) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LossParts.CONTENT, sum(contentValues));
    values.put(LossParts.STYLE, sum(styleValues));
    values.put(LossParts.VARIATION, variation);
    return new LossParts(
        values, Map.of(LossParts.CONTENT, contentValues, LossParts.STYLE, styleValues));
  }

  private static double sum(Map<Layer, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
