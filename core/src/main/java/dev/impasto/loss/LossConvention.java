package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The losses in use, as {@link LossOptions}: how the parts are scaled, with the weights and layers
 * that are usual. N is a layer's number of filters, M its number of positions, F and P the
 * responses of the result and of the photograph, G and A the Gram matrices of the result and of the
 * painting, all as in the paper.
 */
public enum LossConvention {
  /**
   * Each part relative, so that one setting means the same for every pair of pictures, at every
   * size and with every network. Content is the square of {@code Σ (F - P)² / Σ P²}. Style is a
   * {@link CovarianceComparison}, with pairs of positions at blocks 2 and 3, where a stroke is a
   * few positions long; its weight counts less in results under 512 pixels, which so look like
   * larger ones made small. Total variation is the mean over positions of the squared differences
   * of colors in 0..1.
   */
  BALANCED(
      "balanced",
      new ContentComparison(ContentComparison.Norm.ENERGY, 1, true),
      new CovarianceComparison(
          0.01,
          StyleComparison.LEAST_DISTANCE,
          4,
          List.of(
              new Displacement(0, 2),
              new Displacement(2, 0),
              new Displacement(4, -4),
              new Displacement(4, 4)),
          new TreeSet<>(Set.of(2, 3)),
          StyleComparison.WHOLE_FROM),
      new VariationTerm(0, 1, 2, 4, true),
      1,
      3),

  /**
   * Gatys, Ecker and Bethge 2016: content {@code 1/2 Σ (F - P)²} (Eq 1), style {@code 1/(4 N² M²) Σ
   * (G - A)²} (Eq 4). A style picture of another size has its own M: {@code 1/(4 N²) Σ (G/M -
   * A/M')²}. The paper has no total variation; here it is the sum of the squared differences of
   * colors in 0..1.
   */
  PAPER(
      "paper",
      new ContentComparison(ContentComparison.Norm.SUM, 0.5, false),
      new GramComparison(0.25, 2, false, false),
      new VariationTerm(0, 1, 2, 4, false),
      1,
      1000),

  /**
   * As {@link #PAPER}, but content is a mean too: 25.6 times that of {@code (F - P)²}, which is a
   * tenth of Eq 1 over the positions M for a layer of 512 filters, as conv4_2 of VGG-19 is. In the
   * paper content is a sum, so that a ratio of weights means something else at every size and with
   * every network; here the ratios of its figures, 1e-4 to 1e-1, give pictures like its own. The
   * usual one is 1e-3. A ratio r here is r · 51.2 / (N M) there, N and M being those of the content
   * layer.
   */
  PAPER_MEAN(
      "paper-mean",
      new ContentComparison(ContentComparison.Norm.MEAN, 25.6, false),
      new GramComparison(0.25, 2, false, false),
      new VariationTerm(0, 1, 2, 4, false),
      1,
      1000),

  /**
   * neural-style and neural-style-pt: content the mean of {@code (F - P)²}, style the mean over the
   * N x N entries of {@code (G/(N M) - A/(N M))²}, total variation the sum of the absolute
   * differences of colors in 0..255.
   */
  NEURAL_STYLE(
      "neural-style",
      new ContentComparison(ContentComparison.Norm.MEAN, 1, false),
      new GramComparison(1, 2, true, false),
      new VariationTerm(1e-3, 255, 1, 4, false),
      5,
      100),

  /**
   * The code that Gatys published: content the mean of {@code (F - P)²}, style {@code 1000/N²}
   * times the mean over the N x N entries of {@code (G/M - A/M)²}. It has no total variation; here
   * it is as in {@link #PAPER}.
   */
  GATYS_CODE(
      "gatys-code",
      new ContentComparison(ContentComparison.Norm.MEAN, 1, false),
      new GramComparison(1000, 4, false, false),
      new VariationTerm(0, 1, 2, 4, false),
      1,
      1),

  /**
   * style-transfer-pytorch: content the mean of {@code (F - P)²}, style the mean over the filters
   * of the {@link WassersteinComparison}, which counts 256 : 64 : 16 : 4 : 1 from block to block.
   * Total variation is the mean over positions and colors of the squared differences of 8
   * neighbors.
   */
  STYLE_TRANSFER_PYTORCH(
      "style-transfer-pytorch",
      new ContentComparison(ContentComparison.Norm.MEAN, 1, false),
      new WassersteinComparison(StyleStatistics.VARIANCE, false),
      new VariationTerm(2, Math.sqrt(1 / 3.0), 2, 8, true),
      0.015,
      1);

  /** The layers that style is usually compared at. */
  public static final List<Layer> STYLE_LAYERS =
      List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // records of values that do not change
  private final ContentComparison content;

  @SuppressWarnings("ImmutableEnumChecker")
  private final StyleComparison style;

  @SuppressWarnings("ImmutableEnumChecker")
  private final VariationTerm variation;

  private final double contentWeight;
  private final double styleWeight;

  LossConvention(
      String label,
      ContentComparison content,
      StyleComparison style,
      VariationTerm variation,
      double contentWeight,
      double styleWeight) {
    this.label = label;
    this.content = content;
    this.style = style;
    this.variation = variation;
    this.contentWeight = contentWeight;
    this.styleWeight = styleWeight;
  }

  /** The loss, with the weights and layers that are usual under this convention. */
  public LossOptions options() {
    return new LossOptions(
        new ContentTerm(contentWeight, contentLayers(), content),
        new StyleTerm(styleWeight, styleShares(STYLE_LAYERS), style, StyleBlend.STATISTICS, false),
        variation,
        DetailTerm.NONE,
        TemporalTerm.USUAL);
  }

  /**
   * The loss with the weights that are usual here, at another loss's layers. Content layers that
   * were the usual ones of that loss's convention become those that are usual here; other layers
   * stay, and get the shares that are usual here.
   */
  public LossOptions options(LossOptions other) {
    SortedMap<Layer, Double> layers = other.content().layers();
    return options()
        .withContentLayers(
            layers.equals(of(other).contentLayers())
                ? contentLayers()
                : contentShares(layers.keySet()))
        .withStyleLayers(styleShares(other.style().layers().keySet()));
  }

  /**
   * The convention that a loss follows in content and in the scale of total variation, whatever
   * statistics of style it compares; {@link #BALANCED} where it follows none.
   */
  public static LossConvention of(LossOptions loss) {
    return Arrays.stream(values())
        .filter(
            convention ->
                convention.content.equals(loss.content().comparison())
                    && convention.variation.scalesAs(loss.variation()))
        .findFirst()
        .orElse(BALANCED);
  }

  /**
   * The shares of the style weight that some layers usually have: equal under the paper's
   * convention, 1 each under those of most programs, four times the next block's under {@link
   * #STYLE_TRANSFER_PYTORCH}. Under {@link #BALANCED} they sum to 1 too and fall evenly from block
   * to block, three times from the first to the last: the first layers hold the colors, and keep
   * the picture free of noise that only deep layers ask for.
   */
  public SortedMap<Layer, Double> styleShares(Collection<Layer> layers) {
    TreeMap<Layer, Double> shares = new TreeMap<>();
    for (Layer layer : layers) {
      shares.put(layer, styleShare(layer.block()));
    }
    return summed(shares);
  }

  private double styleShare(int block) {
    return switch (this) {
      case BALANCED -> 7.0 - block;
      case STYLE_TRANSFER_PYTORCH -> Math.pow(4, 5.0 - block);
      default -> 1;
    };
  }

  /** The shares of the content weight that some layers usually have: equal, or 1 each. */
  public SortedMap<Layer, Double> contentShares(Collection<Layer> layers) {
    TreeMap<Layer, Double> shares = new TreeMap<>();
    layers.forEach(layer -> shares.put(layer, 1.0));
    return summed(shares);
  }

  /**
   * Where content is usually compared, with the shares of the content weight: conv4_2 alone, as in
   * the paper. Under {@link #BALANCED} two earlier layers have a share, which hold outlines that
   * conv4_2 does not.
   */
  private SortedMap<Layer, Double> contentLayers() {
    return this == BALANCED
        ? new TreeMap<>(Map.of(Layer.CONV2_1, 0.25, Layer.CONV3_1, 0.35, Layer.CONV4_2, 0.4))
        : contentShares(List.of(Layer.CONV4_2));
  }

  private SortedMap<Layer, Double> summed(SortedMap<Layer, Double> shares) {
    if (this != NEURAL_STYLE && this != GATYS_CODE) {
      double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
      shares.replaceAll((layer, share) -> share / sum);
    }
    return shares;
  }

  /** The name used on the command line, such as {@code neural-style}. */
  @Override
  public String toString() {
    return label;
  }
}
