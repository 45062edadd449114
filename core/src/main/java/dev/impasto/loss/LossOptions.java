package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The loss that a picture minimizes: the sum of its terms (Eq 7 of the paper, with total
 * variation).
 *
 * <p>{@link LossConvention} holds the combinations that are in use.
 *
 * @param content how far the result is from the photograph
 * @param style how far it is from the painting's manner
 * @param variation how rough it is
 * @param detail how far it is from the photograph's details
 * @param temporal how far a frame of a film is from the frame before
 */
public record LossOptions(
    ContentTerm content,
    StyleTerm style,
    VariationTerm variation,
    DetailTerm detail,
    TemporalTerm temporal) {
  /** Where places are compared by their likeness to each other. */
  private static final Set<Layer> SELF_SIMILARITY =
      Collections.unmodifiableSet(EnumSet.of(Layer.CONV3_1, Layer.CONV4_1));

  /** Checks that something is compared. */
  public LossOptions {
    require(
        content.weight() > 0 || style.weight() > 0,
        "the content weight and the style weight cannot both be 0");
  }

  /** The same loss with another {@link #content()}. */
  public LossOptions withContent(ContentTerm value) {
    return new LossOptions(value, style, variation, detail, temporal);
  }

  /** The same loss with another {@link #style()}. */
  public LossOptions withStyle(StyleTerm value) {
    return new LossOptions(content, value, variation, detail, temporal);
  }

  /** The same loss with another {@link #variation()}. */
  public LossOptions withVariation(VariationTerm value) {
    return new LossOptions(content, style, value, detail, temporal);
  }

  /** The same loss with another {@link #detail()}. */
  public LossOptions withDetail(DetailTerm value) {
    return new LossOptions(content, style, variation, value, temporal);
  }

  /** The same loss with another {@link #temporal()}. */
  public LossOptions withTemporal(TemporalTerm value) {
    return new LossOptions(content, style, variation, detail, value);
  }

  /** The same loss with other weights of content and style, of which one may be 0. */
  public LossOptions withWeights(double contentWeight, double styleWeight) {
    return new LossOptions(
        content.withWeight(contentWeight),
        style.withWeight(styleWeight),
        variation,
        detail,
        temporal);
  }

  /** The same loss with other {@link ContentTerm#layers()}. */
  public LossOptions withContentLayers(SortedMap<Layer, Double> value) {
    return withContent(content.withLayers(value));
  }

  /** The same loss with other {@link StyleTerm#layers()}. */
  public LossOptions withStyleLayers(SortedMap<Layer, Double> value) {
    return withStyle(style.withLayers(value));
  }

  /** The same loss with another weight of total variation. */
  public LossOptions withTvWeight(double value) {
    return withVariation(variation.withWeight(value));
  }

  /**
   * The same loss with the style weight that makes a ratio of the two.
   *
   * @param ratio α/β, above 0
   */
  public LossOptions withRatio(double ratio) {
    require(
        ratio > 0 && ratio < Double.POSITIVE_INFINITY,
        "the ratio of content to style must be a number above 0, not %s",
        ratio);
    require(content.weight() > 0, "with a content weight of 0 there is no ratio to style");
    return withStyle(style.withWeight(content.weight() / ratio));
  }

  /** The layers where content is compared: none where its weight is 0. */
  public Set<Layer> contentLayers() {
    return content.weight() > 0 ? content.layers().keySet() : Set.of();
  }

  /** The layers where style is compared: none where its weight is 0. */
  public Set<Layer> styleLayers() {
    return style.weight() > 0 ? style.layers().keySet() : Set.of();
  }

  /** The layers where places are compared by their likeness: none where its weight is 0. */
  public Set<Layer> selfSimilarityLayers() {
    return detail.selfSimilarity() > 0 ? SELF_SIMILARITY : Set.of();
  }

  /** The deepest layer where anything is compared. */
  public Layer deepest() {
    Layer deepest = Layer.CONV1_1;
    for (Set<Layer> layers : List.of(contentLayers(), styleLayers(), selfSimilarityLayers())) {
      for (Layer layer : layers) {
        deepest = layer.compareTo(deepest) > 0 ? layer : deepest;
      }
    }
    return deepest;
  }
}
