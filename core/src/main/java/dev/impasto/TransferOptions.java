package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Everything about a run but the pictures. Start from {@link #defaults()} and change what you like.
 *
 * @param size the longest side of the result in pixels, at least 16
 * @param convention how the parts of the loss are scaled; the weights below mean something else
 *     under each
 * @param contentWeight α, 0 or more
 * @param styleWeight β, 0 or more; not 0 together with α
 * @param tvWeight the weight of total variation, 0 or more
 * @param contentLayers where content is compared, with each layer's share of α, above 0
 * @param styleLayers where style is compared, with each layer's share of β (w_l of Eq 5), above 0
 * @param pooling average (the paper's choice) or max
 * @param optimizer what minimizes
 * @param preconditioning how much more easily a step changes large areas than single pixels, 0 to
 *     4; 0 as in the literature
 * @param history how many of its last steps L-BFGS learns from, at least 1; each takes the memory
 *     of two pictures
 * @param iterations evaluations of loss and gradient at the first and smallest scale, at least 1
 * @param iterationGrowth how many times the evaluations of the next larger scale each scale gets,
 *     from 1 to 4
 * @param scales how many sizes the run goes through, each √2 larger than the one before, up to
 *     {@code size}; 1 for that size alone, 0 for as many as {@code minScale} allows
 * @param minScale the longest side, in pixels, below which no size is begun with, at least 16;
 *     where {@code scales} is a number it decides alone
 * @param start what the first scale starts from
 * @param seed of the noise, where there is any
 * @param styleScale the style picture's longest side relative to that of the result, above 0
 * @param styleShape whether the style picture keeps its proportions at that size
 * @param styleTrim the part of the style picture's longest side that is left out at each of its
 *     borders, where a frame may be seen, 0 to 0.25
 * @param colorMatch how far the content's colors are moved to the style's before the run, and the
 *     result's after it, 0 (not at all) to 1; see {@link dev.impasto.picture.Picture#withColorsOf}.
 *     Nothing is moved where one of the weights is 0
 * @param seamless whether borders and odd sizes are handled so that they leave no trace ({@link
 *     dev.impasto.internal.vgg.Vgg.Form#seamless}), or as the literature does
 * @param denoising how much fine and faint detail is taken out of the result, 0 (none) to 1; see
 *     {@link dev.impasto.picture.Picture#denoised}
 */
public record TransferOptions(
    int size,
    LossConvention convention,
    double contentWeight,
    double styleWeight,
    double tvWeight,
    SortedMap<Layer, Double> contentLayers,
    SortedMap<Layer, Double> styleLayers,
    Pooling pooling,
    OptimizerChoice optimizer,
    double preconditioning,
    int history,
    int iterations,
    double iterationGrowth,
    int scales,
    int minScale,
    Start start,
    long seed,
    double styleScale,
    StyleShape styleShape,
    double styleTrim,
    double colorMatch,
    boolean seamless,
    double denoising) {

  /** What a run starts from. */
  public enum Start {
    /** The content picture: the result keeps its arrangement. */
    CONTENT,
    /** The style picture. */
    STYLE,
    /** White noise, as in the paper. */
    NOISE
  }

  /** What minimizes. */
  public enum OptimizerChoice {
    /** L-BFGS: the fewest evaluations to a low loss. */
    LBFGS,
    /** Adam: less memory, and every step has the same size. */
    ADAM
  }

  /** What the style picture is resized to before it is looked at. */
  public enum StyleShape {
    /** A size of its own proportions. */
    OWN,
    /** The content's size, times the style scale, as in the paper: it may be stretched. */
    CONTENT
  }

  private static final int SMALLEST = 16;

  /** Checks every value; the message of a failure names the value and what would be right. */
  public TransferOptions {
    require(size >= SMALLEST, "the size must be at least %d pixels, not %d", SMALLEST, size);
    requireWeight("content weight", contentWeight);
    requireWeight("style weight", styleWeight);
    requireWeight("total variation weight", tvWeight);
    require(
        contentWeight > 0 || styleWeight > 0,
        "the content weight and the style weight cannot both be 0");
    contentLayers = Collections.unmodifiableSortedMap(new TreeMap<>(contentLayers));
    styleLayers = Collections.unmodifiableSortedMap(new TreeMap<>(styleLayers));
    require(
        contentWeight == 0 || !contentLayers.isEmpty(),
        "with a content weight of %s there must be a content layer",
        contentWeight);
    require(
        styleWeight == 0 || !styleLayers.isEmpty(),
        "with a style weight of %s there must be a style layer",
        styleWeight);
    contentLayers.forEach((layer, share) -> requireShare("content", layer, share));
    styleLayers.forEach((layer, share) -> requireShare("style", layer, share));
    require(
        preconditioning >= 0 && preconditioning <= 4,
        "the preconditioning must be from 0 to 4, not %s",
        preconditioning);
    require(history >= 1, "the history must be at least 1 step, not %d", history);
    require(iterations >= 1, "the iterations must be at least 1, not %d", iterations);
    require(
        iterationGrowth >= 1 && iterationGrowth <= 4,
        "the growth of the iterations must be from 1 to 4, not %s",
        iterationGrowth);
    require(
        scales >= 0 && scales <= 32,
        "the scales must be from 1 to 32, or 0 for as many as fit, not %d",
        scales);
    require(
        minScale >= SMALLEST,
        "the smallest scale must be at least %d pixels, not %d",
        SMALLEST,
        minScale);
    require(
        styleScale > 0 && styleScale <= 16,
        "the style scale must be above 0 and at most 16, not %s",
        styleScale);
    require(
        styleTrim >= 0 && styleTrim <= 0.25,
        "the style trim must be from 0 to 0.25, not %s",
        styleTrim);
    require(
        colorMatch >= 0 && colorMatch <= 1,
        "the color match must be from 0 to 1, not %s",
        colorMatch);
    require(
        denoising >= 0 && denoising <= 1, "the denoising must be from 0 to 1, not %s", denoising);
  }

  private static void requireWeight(String name, double weight) {
    require(
        weight >= 0 && weight < Double.POSITIVE_INFINITY,
        "the %s must be a number of 0 or more, not %s",
        name,
        weight);
  }

  private static void requireShare(String kind, Layer layer, double share) {
    require(
        share > 0 && share < Double.POSITIVE_INFINITY,
        "the weight of %s layer %s must be a number above 0, not %s",
        kind,
        layer,
        share);
  }

  /** The settings that suit most pictures, at any size. */
  public static TransferOptions defaults() {
    return defaults(LossConvention.BALANCED);
  }

  /** The settings with the weights that belong to a convention; all else as {@link #defaults()}. */
  public static TransferOptions defaults(LossConvention convention) {
    return new TransferOptions(
        512,
        convention,
        convention.contentWeight(),
        convention.styleWeight(),
        convention.tvWeight(),
        convention.contentLayers(),
        convention.styleShares(convention.styleLayers()),
        Pooling.AVERAGE,
        OptimizerChoice.LBFGS,
        0,
        10,
        130,
        1.4,
        0,
        512,
        Start.CONTENT,
        0,
        1,
        StyleShape.OWN,
        0.025,
        1,
        true,
        0.015);
  }

  /** These settings with another {@link #size()}. */
  public TransferOptions withSize(int value) {
    return with(draft -> draft.size = value);
  }

  /** These settings with another {@link #convention()}. */
  public TransferOptions withConvention(LossConvention value) {
    return with(draft -> draft.convention = value);
  }

  /**
   * These settings under a convention, with the weights that are usual there. Content layers that
   * are the usual ones become those of the convention; other layers stay, and get its shares.
   */
  public TransferOptions withWeightsOf(LossConvention value) {
    return withConvention(value)
        .withContentWeight(value.contentWeight())
        .withStyleWeight(value.styleWeight())
        .withTvWeight(value.tvWeight())
        .withContentLayers(
            contentLayers.equals(convention.contentLayers())
                ? value.contentLayers()
                : value.contentShares(contentLayers.keySet()))
        .withStyleLayers(value.styleShares(styleLayers.keySet()));
  }

  /** These settings with another {@link #contentWeight()}. */
  public TransferOptions withContentWeight(double value) {
    return with(draft -> draft.contentWeight = value);
  }

  /** These settings with another {@link #styleWeight()}. */
  public TransferOptions withStyleWeight(double value) {
    return with(draft -> draft.styleWeight = value);
  }

  /**
   * These settings with the {@link #styleWeight()} that makes a ratio of the two.
   *
   * @param ratio α/β, above 0
   */
  public TransferOptions withRatio(double ratio) {
    require(
        ratio > 0 && ratio < Double.POSITIVE_INFINITY,
        "the ratio of content to style must be a number above 0, not %s",
        ratio);
    require(contentWeight > 0, "with a content weight of 0 there is no ratio to style");
    return withStyleWeight(contentWeight / ratio);
  }

  /** These settings with another {@link #tvWeight()}. */
  public TransferOptions withTvWeight(double value) {
    return with(draft -> draft.tvWeight = value);
  }

  /** These settings with another {@link #contentLayers()}. */
  public TransferOptions withContentLayers(SortedMap<Layer, Double> value) {
    return with(draft -> draft.contentLayers = value);
  }

  /** These settings with another {@link #styleLayers()}. */
  public TransferOptions withStyleLayers(SortedMap<Layer, Double> value) {
    return with(draft -> draft.styleLayers = value);
  }

  /** These settings with another {@link #pooling()}. */
  public TransferOptions withPooling(Pooling value) {
    return with(draft -> draft.pooling = value);
  }

  /** These settings with another {@link #optimizer()}. */
  public TransferOptions withOptimizer(OptimizerChoice value) {
    return with(draft -> draft.optimizer = value);
  }

  /** These settings with another {@link #preconditioning()}. */
  public TransferOptions withPreconditioning(double value) {
    return with(draft -> draft.preconditioning = value);
  }

  /** These settings with another {@link #history()}. */
  public TransferOptions withHistory(int value) {
    return with(draft -> draft.history = value);
  }

  /** These settings with another {@link #iterations()}. */
  public TransferOptions withIterations(int value) {
    return with(draft -> draft.iterations = value);
  }

  /** These settings with another {@link #iterationGrowth()}. */
  public TransferOptions withIterationGrowth(double value) {
    return with(draft -> draft.iterationGrowth = value);
  }

  /** These settings with another {@link #scales()}. */
  public TransferOptions withScales(int value) {
    return with(draft -> draft.scales = value);
  }

  /** These settings with another {@link #minScale()}. */
  public TransferOptions withMinScale(int value) {
    return with(draft -> draft.minScale = value);
  }

  /** These settings with another {@link #start()}. */
  public TransferOptions withStart(Start value) {
    return with(draft -> draft.start = value);
  }

  /** These settings with another {@link #seed()}. */
  public TransferOptions withSeed(long value) {
    return with(draft -> draft.seed = value);
  }

  /** These settings with another {@link #styleScale()}. */
  public TransferOptions withStyleScale(double value) {
    return with(draft -> draft.styleScale = value);
  }

  /** These settings with another {@link #styleShape()}. */
  public TransferOptions withStyleShape(StyleShape value) {
    return with(draft -> draft.styleShape = value);
  }

  /** These settings with another {@link #styleTrim()}. */
  public TransferOptions withStyleTrim(double value) {
    return with(draft -> draft.styleTrim = value);
  }

  /** These settings with another {@link #colorMatch()}. */
  public TransferOptions withColorMatch(double value) {
    return with(draft -> draft.colorMatch = value);
  }

  /** These settings with another {@link #seamless()}. */
  public TransferOptions withSeamless(boolean value) {
    return with(draft -> draft.seamless = value);
  }

  /** These settings with another {@link #denoising()}. */
  public TransferOptions withDenoising(double value) {
    return with(draft -> draft.denoising = value);
  }

  /** The layers that style is compared at: none without a style weight. */
  Set<Layer> comparedStyle() {
    return styleWeight > 0 ? styleLayers.keySet() : Set.of();
  }

  /** How far colors are moved: not at all where content or style is not compared. */
  double movedColors() {
    return contentWeight > 0 && styleWeight > 0 ? colorMatch : 0;
  }

  /** The deepest layer that is compared. */
  Layer deepest() {
    Layer content = contentWeight > 0 ? contentLayers.lastKey() : Layer.CONV1_1;
    Layer style = styleWeight > 0 ? styleLayers.lastKey() : Layer.CONV1_1;
    return content.compareTo(style) > 0 ? content : style;
  }

  /** How many evaluations a scale gets that so many smaller ones come before. */
  int iterations(int smallerScales) {
    return (int) Math.max(1, Math.round(iterations / Math.pow(iterationGrowth, smallerScales)));
  }

  /**
   * These settings as the command line takes them, for a picture's metadata and for reports. Layers
   * that are not compared, as their weight is 0, are left out.
   */
  public Map<String, String> described() {
    TreeMap<String, String> text = new TreeMap<>();
    text.put("size", Integer.toString(size));
    text.put("convention", convention.toString());
    text.put("content-weight", Double.toString(contentWeight));
    text.put("style-weight", Double.toString(styleWeight));
    text.put("tv-weight", Double.toString(tvWeight));
    if (contentWeight > 0) {
      text.put("content-layers", written(contentLayers));
    }
    if (styleWeight > 0) {
      text.put("style-layers", written(styleLayers));
    }
    text.put("pooling", written(pooling));
    text.put("optimizer", written(optimizer));
    text.put("preconditioning", Double.toString(preconditioning));
    text.put("history", Integer.toString(history));
    text.put("iterations", Integer.toString(iterations));
    text.put("iteration-growth", Double.toString(iterationGrowth));
    text.put("scales", Integer.toString(scales));
    text.put("min-scale", Integer.toString(minScale));
    text.put("init", written(start));
    text.put("seed", Long.toString(seed));
    text.put("style-scale", Double.toString(styleScale));
    text.put("style-shape", written(styleShape));
    text.put("style-trim", Double.toString(styleTrim));
    text.put("color-match", Double.toString(colorMatch));
    text.put("seamless", seamless ? "yes" : "no");
    text.put("denoise", Double.toString(denoising));
    return text;
  }

  private static String written(SortedMap<Layer, Double> shares) {
    return shares.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private TransferOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** The settings while one of them is changed. */
  private static final class Draft {
    int size;
    LossConvention convention;
    double contentWeight;
    double styleWeight;
    double tvWeight;
    SortedMap<Layer, Double> contentLayers;
    SortedMap<Layer, Double> styleLayers;
    Pooling pooling;
    OptimizerChoice optimizer;
    double preconditioning;
    int history;
    int iterations;
    double iterationGrowth;
    int scales;
    int minScale;
    Start start;
    long seed;
    double styleScale;
    StyleShape styleShape;
    double styleTrim;
    double colorMatch;
    boolean seamless;
    double denoising;

    Draft(TransferOptions options) {
      size = options.size;
      convention = options.convention;
      contentWeight = options.contentWeight;
      styleWeight = options.styleWeight;
      tvWeight = options.tvWeight;
      contentLayers = options.contentLayers;
      styleLayers = options.styleLayers;
      pooling = options.pooling;
      optimizer = options.optimizer;
      preconditioning = options.preconditioning;
      history = options.history;
      iterations = options.iterations;
      iterationGrowth = options.iterationGrowth;
      scales = options.scales;
      minScale = options.minScale;
      start = options.start;
      seed = options.seed;
      styleScale = options.styleScale;
      styleShape = options.styleShape;
      styleTrim = options.styleTrim;
      colorMatch = options.colorMatch;
      seamless = options.seamless;
      denoising = options.denoising;
    }

    TransferOptions finished() {
      return new TransferOptions(
          size,
          convention,
          contentWeight,
          styleWeight,
          tvWeight,
          contentLayers,
          styleLayers,
          pooling,
          optimizer,
          preconditioning,
          history,
          iterations,
          iterationGrowth,
          scales,
          minScale,
          start,
          seed,
          styleScale,
          styleShape,
          styleTrim,
          colorMatch,
          seamless,
          denoising);
    }
  }
}
