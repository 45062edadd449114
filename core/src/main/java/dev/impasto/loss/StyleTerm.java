package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.SortedMap;

/**
 * The style term: β times the sum over layers of share times distance (Eq 5 of the paper).
 *
 * @param weight β, 0 or more
 * @param layers where statistics are compared, with each layer's share of β (w_l of Eq 5), above 0;
 *     at least one unless the weight is 0
 * @param comparison what a layer's distance is
 * @param blend how several paintings count together
 * @param normalized whether the layers' distances are scaled so that at the photograph the
 *     derivatives of all, with respect to the pixels, are equally long but for their shares
 */
public record StyleTerm(
    double weight,
    SortedMap<Layer, Double> layers,
    StyleComparison comparison,
    StyleBlend blend,
    boolean normalized) {
  /** Checks the values and keeps the layers in order. */
  public StyleTerm {
    layers = LayerShares.checked("style", weight, layers);
  }

  /** The same term with another {@link #weight()}. */
  public StyleTerm withWeight(double value) {
    return new StyleTerm(value, layers, comparison, blend, normalized);
  }

  /** The same term with other {@link #layers()}. */
  public StyleTerm withLayers(SortedMap<Layer, Double> value) {
    return new StyleTerm(weight, value, comparison, blend, normalized);
  }

  /** The same term with another {@link #comparison()}. */
  public StyleTerm withComparison(StyleComparison value) {
    return new StyleTerm(weight, layers, value, blend, normalized);
  }

  /** The same term with another {@link #blend()}. */
  public StyleTerm withBlend(StyleBlend value) {
    return new StyleTerm(weight, layers, comparison, value, normalized);
  }

  /** The same term with another {@link #normalized()}. */
  public StyleTerm withNormalized(boolean value) {
    return new StyleTerm(weight, layers, comparison, blend, value);
  }
}
