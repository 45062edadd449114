package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the parts of the loss are scaled. N is a layer's number of filters, M its number of
 * positions, F and P the responses of the result and of the content, G and A the Gram matrices of
 * the result and of the style, all as in the paper.
 */
public enum LossConvention {
  /**
   * Each part relative, so that one setting means the same for every pair of pictures, at every
   * size and with every network. Content is the square of {@code Σ (F - P)² / Σ P²}: it counts the
   * more, the more of it is lost. Style compares covariances and means of the filters, and is
   * relative to what the content picture itself has of that distance, so that each layer's is 1
   * there; covariances of responses a few positions apart are compared too, at the layers of blocks
   * 2 and 3: see {@code CovarianceDistance}. Total variation is the mean over positions of the
   * squared differences of colors in 0..1.
   */
  BALANCED("balanced", 1, 2, 1, 3, 0, true),

  /**
   * Gatys, Ecker and Bethge 2016: content {@code 1/2 Σ (F - P)²} (Eq 1), style {@code 1/(4 N² M²) Σ
   * (G - A)²} (Eq 4). A style picture of another size has its own M: {@code 1/(4 N²) Σ (G/M -
   * A/M')²}. The paper has no total variation; here it is the sum of the squared differences of
   * colors in 0..1.
   */
  PAPER("paper", 1, 2, 1, 1000, 0, true),

  /**
   * As {@link #PAPER}, but content is a mean too: 25.6 times that of {@code (F - P)²}, which is a
   * tenth of Eq 1 over the positions M for a layer of 512 filters, as conv4_2 of VGG-19 is. What
   * the paper writes is a sum there, so that a ratio of weights means something else at every size
   * and with every network; here the ratios of its figures, 1e-4 to 1e-1, give pictures like its
   * own. The usual one is 1e-3. A ratio r here is r · 51.2 / (N M) there, N and M being those of
   * the content layer.
   */
  PAPER_MEAN("paper-mean", 1, 2, 1, 1000, 0, true),

  /**
   * neural-style and neural-style-pt: content the mean of {@code (F - P)²}, style the mean over the
   * N x N entries of {@code (G/(N M) - A/(N M))²}, total variation the sum of the absolute
   * differences of colors in 0..255.
   */
  NEURAL_STYLE("neural-style", 255, 1, 5, 100, 1e-3, false),

  /**
   * The code that Gatys published: content the mean of {@code (F - P)²}, style {@code 1000/N²}
   * times the mean over the N x N entries of {@code (G/M - A/M)²}. It has no total variation; here
   * it is as in {@link #PAPER}.
   */
  GATYS_CODE("gatys-code", 1, 2, 1, 1, 0, false);

  private static final List<Displacement> SHIFTS =
      List.of(
          new Displacement(0, 2),
          new Displacement(2, 0),
          new Displacement(4, -4),
          new Displacement(4, 4));

  private final String label;
  private final double colorRange;
  private final int power;
  private final double contentWeight;
  private final double styleWeight;
  private final double tvWeight;
  private final boolean sharesSumToOne;

  LossConvention(
      String label,
      double colorRange,
      int power,
      double contentWeight,
      double styleWeight,
      double tvWeight,
      boolean sharesSumToOne) {
    this.label = label;
    this.colorRange = colorRange;
    this.power = power;
    this.contentWeight = contentWeight;
    this.styleWeight = styleWeight;
    this.tvWeight = tvWeight;
    this.sharesSumToOne = sharesSumToOne;
  }

  /** The content weight α that is usual under this convention. */
  public double contentWeight() {
    return contentWeight;
  }

  /** The style weight β that is usual under this convention. */
  public double styleWeight() {
    return styleWeight;
  }

  /** The weight of total variation that is usual under this convention. */
  public double tvWeight() {
    return tvWeight;
  }

  /** The layers that style is usually compared at under this convention. */
  public List<Layer> styleLayers() {
    return List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);
  }

  /**
   * The shares of the style weight that some layers usually have: equal under the paper's
   * convention, 1 each under those of the programs. Under {@link #BALANCED} they sum to 1 too and
   * fall evenly from block to block, three times from the first to the last: the first layers hold
   * the colors, and keep the picture free of noise that only deep layers ask for.
   */
  public SortedMap<Layer, Double> styleShares(Collection<Layer> layers) {
    TreeMap<Layer, Double> shares = new TreeMap<>();
    for (Layer layer : layers) {
      shares.put(layer, this == BALANCED ? 7.0 - layer.block() : 1);
    }
    return summed(shares);
  }

  /**
   * Where content is usually compared, with the shares of the content weight: conv4_2 alone, as in
   * the paper. Under {@link #BALANCED} two layers before it have a part, which hold the outlines
   * that conv4_2 has forgotten.
   */
  public SortedMap<Layer, Double> contentLayers() {
    return this == BALANCED
        ? new TreeMap<>(Map.of(Layer.CONV2_1, 0.25, Layer.CONV3_1, 0.35, Layer.CONV4_2, 0.4))
        : contentShares(List.of(Layer.CONV4_2));
  }

  /** The shares of the content weight that some layers usually have: equal, or 1 each. */
  public SortedMap<Layer, Double> contentShares(Collection<Layer> layers) {
    TreeMap<Layer, Double> shares = new TreeMap<>();
    layers.forEach(layer -> shares.put(layer, 1.0));
    return summed(shares);
  }

  private SortedMap<Layer, Double> summed(SortedMap<Layer, Double> shares) {
    if (sharesSumToOne) {
      double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
      shares.replaceAll((layer, share) -> share / sum);
    }
    return shares;
  }

  /** What {@code Σ (F - P)²} is multiplied by; {@code energy} is {@code Σ P²}. */
  double contentScale(int filters, long positions, double energy) {
    return switch (this) {
      case BALANCED -> 1 / Math.max(energy, Double.MIN_NORMAL);
      case PAPER -> 0.5;
      case PAPER_MEAN -> 25.6 / ((double) filters * positions);
      case NEURAL_STYLE, GATYS_CODE -> 1.0 / ((double) filters * positions);
    };
  }

  /** A layer's part in the loss, given its scaled distance from the content. */
  double contentValue(double distance) {
    return this == BALANCED ? distance * distance : distance;
  }

  /** The derivative of {@link #contentValue}. */
  double contentSlope(double distance) {
    return this == BALANCED ? 2 * distance : 1;
  }

  /** What a Gram matrix is divided by. */
  double gramDivisor(int filters, long positions) {
    return this == NEURAL_STYLE ? (double) filters * positions : positions;
  }

  /** Whether the means of responses are compared, too. */
  boolean comparesMeans() {
    return this == BALANCED;
  }

  /**
   * The pairs of positions whose responses are compared, too. Under {@link #BALANCED} those of the
   * second and third block, where a stroke is a few positions long: positions that lie side by side
   * tell which filters respond together, but not where a stroke goes on (Berger and Memisevic,
   * "Incorporating long-range consistency in CNN-based texture generation", ICLR 2017).
   */
  List<Displacement> shifts(Layer layer) {
    return this == BALANCED && (layer.block() == 2 || layer.block() == 3) ? SHIFTS : List.of();
  }

  /** How far from a style a layer is. */
  StyleDistance styleDistance(LayerStatistics style, double weight) {
    double n2 = (double) style.channels() * style.channels();
    return switch (this) {
      case BALANCED -> new CovarianceDistance(style, weight);
      case PAPER, PAPER_MEAN -> new GramDistance(style, this, weight / (4 * n2));
      case NEURAL_STYLE -> new GramDistance(style, this, weight / n2);
      case GATYS_CODE -> new GramDistance(style, this, 1000 * weight / (n2 * n2));
    };
  }

  /** The total variation of this convention for a picture of so many positions. */
  public TotalVariation totalVariation(double weight, long positions) {
    double scale = this == BALANCED ? 1.0 / positions : 1;
    return new TotalVariation(weight * scale, colorRange, power);
  }

  /** The name used on the command line, such as {@code neural-style}. */
  @Override
  public String toString() {
    return label;
  }
}
