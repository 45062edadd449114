package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.SortedMap;

/**
 * The content term: α times the sum over layers of share times distance.
 *
 * @param weight α, 0 or more
 * @param layers where responses are compared, with each layer's share of α, above 0; at least one
 *     unless the weight is 0
 * @param comparison what a layer's distance is
 */
public record ContentTerm(
    double weight, SortedMap<Layer, Double> layers, ContentComparison comparison) {
  /** Checks the values and keeps the layers in order. */
  public ContentTerm {
    layers = LayerShares.checked("content", weight, layers);
  }

  /** The same term with another {@link #weight()}. */
  public ContentTerm withWeight(double value) {
    return new ContentTerm(value, layers, comparison);
  }

  /** The same term with other {@link #layers()}. */
  public ContentTerm withLayers(SortedMap<Layer, Double> value) {
    return new ContentTerm(weight, value, comparison);
  }
}
