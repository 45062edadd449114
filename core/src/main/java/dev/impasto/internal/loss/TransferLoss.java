package dev.impasto.internal.loss;

import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.PassMemory;
import dev.impasto.internal.vgg.Tapped;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.ContentTerm;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.DistributionComparison;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.StyleTerm;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Parts;
import dev.impasto.storage.Storage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The total loss (Eq 7) of a picture at one size, with its derivative. Owns the chain's memory. */
public final class TransferLoss implements Objective, AutoCloseable {
  /**
   * How far bf16's rounding may change the loss, relative to it; chosen by measurement
   * (docs/experiments/losses.md).
   */
  public static final double BF16_ROUNDING = 1e-4;

  private final VggPass pass;
  private final List<ContentTarget> targets = new ArrayList<>();
  private final List<AtLayer<ContentLoss>> contents = new ArrayList<>();
  private final List<AtLayer<StyleLoss>> styles = new ArrayList<>();
  private final List<AtLayer<SelfSimilarityLoss>> likenesses = new ArrayList<>();
  private final Optional<LaplacianLoss> laplacian;
  private final Optional<TemporalLoss> temporal;
  private final TotalVariation variation;
  private final double rounding;

  /** Of each evaluation since an iterate was asked for. */
  private final List<LossParts> evaluated = new ArrayList<>();

  /** Of each evaluation up to the last iterate that was asked for, since the one before. */
  private List<LossParts> latest = List.of();

  private LossParts lowest =
      new LossParts(Map.of(LossParts.CONTENT, Double.NaN)); // lower than no other

  /**
   * Evaluates the photograph and makes the losses of its responses and of the painting's
   * statistics.
   *
   * @param content at the size of the pictures to be evaluated
   * @param targets the paintings' statistics at the style layers
   */
  public TransferLoss(
      Vgg vgg, Picture content, Map<Layer, List<StyleTarget>> targets, LossOptions options) {
    this(vgg, content, List.of(StyleRegion.whole(targets)), options);
  }

  /**
   * Evaluates the photograph and makes the losses of its responses and, for each of some regions,
   * of the paintings' statistics.
   *
   * @param content at the size of the pictures to be evaluated
   * @param regions what the style of each part of the picture is compared with
   */
  public TransferLoss(Vgg vgg, Picture content, List<StyleRegion> regions, LossOptions options) {
    this(vgg, content, regions, options, Optional.empty());
  }

  /**
   * The same of a frame of a film.
   *
   * @param temporal what holds it near the frame before; empty where there is none
   */
  public TransferLoss(
      Vgg vgg,
      Picture content,
      List<StyleRegion> regions,
      LossOptions options,
      Optional<TemporalLoss> temporal) {
    this.temporal = temporal;
    rounding = vgg.precision() == Precision.BF16 ? BF16_ROUNDING : 0;
    variation = new TotalVariation(options.variation());
    double outlines = options.detail().laplacian();
    laplacian =
        outlines > 0
            ? Optional.of(new LaplacianLoss(content, outlines, DetailTerm.POOLED))
            : Optional.empty();
    pass = vgg.pass(content.height(), content.width(), tapped(options), true);
    try {
      make(vgg, content, regions, options);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Where a loss looks at responses, and how far. */
  public static Tapped tapped(LossOptions options) {
    Map<Layer, Integer> reach = new EnumMap<>(Layer.class);
    options.contentLayers().forEach(layer -> reach.put(layer, 0));
    options.selfSimilarityLayers().forEach(layer -> reach.put(layer, 0));
    if (!options.styleLayers().isEmpty()) {
      StyleComparison comparison = options.style().comparison();
      reach.putAll(PictureStatistics.tapped(options.styleLayers(), comparison).reach());
    }
    return new Tapped(reach);
  }

  /**
   * How many bytes of native memory a loss takes for pictures of one size, besides its pass.
   *
   * @param memory that of the pass
   * @param guided whether styles are compared in parts of the picture
   */
  public static double bytes(PassMemory memory, LossOptions options, boolean guided) {
    boolean parts =
        guided
            && memory.isWhole()
            && !(options.style().comparison() instanceof DistributionComparison);
    return memory.responses(options.contentLayers())
        + (parts ? 2 * memory.largest(options.styleLayers()) : 0);
  }

  /**
   * About how many bytes of the Java heap a loss takes, besides pictures.
   *
   * @param pixels of the picture
   * @param parts of how many parts of the picture styles are compared
   */
  public static double heapBytes(Vgg vgg, double pixels, LossOptions options, int parts) {
    return options.style().comparison() instanceof DistributionComparison distribution
        ? parts * ResponseDistribution.bytes(vgg, pixels, options.styleLayers(), distribution)
        : 0;
  }

  /** A loss and where its responses are from. */
  private record AtLayer<T>(Layer layer, T loss) {}

  /** What a region's style is taken by at a layer. */
  private record Taken(StyleRegion region, Layer layer, StatisticsSource statistics) {}

  private void make(Vgg vgg, Picture content, List<StyleRegion> regions, LossOptions options) {
    Map<Layer, ContentTarget> contentTargets = new EnumMap<>(Layer.class);
    Storage storage = content.colors().storage();
    for (Layer layer : options.contentLayers()) {
      ContentTarget target = new ContentTarget(pass, layer, storage);
      targets.add(target);
      contentTargets.put(layer, target);
    }
    for (Layer layer : options.selfSimilarityLayers()) {
      double weight = options.detail().selfSimilarity() / options.selfSimilarityLayers().size();
      SelfSimilarityLoss loss = new SelfSimilarityLoss(pass, layer, weight);
      likenesses.add(new AtLayer<>(layer, loss));
      pass.observe(layer, loss::add);
    }
    StyleTerm style = options.style();
    List<Taken> statistics = taken(vgg, regions, style);
    pass.forward(content.colors());
    pass.endObserving();
    likenesses.forEach(at -> at.loss.take());
    ContentTerm term = options.content();
    contentTargets.forEach(
        (layer, target) -> {
          double weight = term.layers().getOrDefault(layer, 0.0) * term.weight();
          ContentLoss loss = new ContentLoss(target, weight, term.comparison());
          contents.add(new AtLayer<>(layer, loss));
          pass.attach(layer, loss);
        });
    likenesses.forEach(at -> pass.attach(at.layer, at.loss));
    for (Taken taken : statistics) {
      Layer layer = taken.layer;
      List<StyleTarget> target = Objects.requireNonNull(taken.region.targets().get(layer));
      double weight =
          style.layers().getOrDefault(layer, 0.0) * style.weight() * taken.region.share();
      StyleLoss loss = taken.statistics.loss(pass, target, term.weight() > 0, weight);
      styles.add(new AtLayer<>(layer, loss));
      pass.attach(layer, loss);
    }
    if (style.normalized()) {
      normalize(content.colors(), style);
    }
  }

  /**
   * Weighs layers so that each one's derivative at a picture is as long as its share of the style
   * weight says. Their lengths together stay as they are, and so does what the style weight means.
   * A layer without a derivative there keeps its weight.
   */
  private void normalize(Floats pixels, StyleTerm style) {
    Map<Layer, Double> lengths = new EnumMap<>(Layer.class);
    Floats gradient = pixels.storage().floats(pixels.length());
    for (Layer layer : style.layers().keySet()) {
      styles.forEach(at -> at.loss.weigh(at.layer == layer ? 1 : 0));
      pass.forward(pixels);
      pass.backward(gradient);
      lengths.put(layer, length(gradient));
    }
    gradient.close();
    double sum = lengths.values().stream().mapToDouble(Double::doubleValue).sum();
    double shares = style.layers().values().stream().mapToDouble(Double::doubleValue).sum();
    for (AtLayer<StyleLoss> at : styles) {
      double length = lengths.getOrDefault(at.layer, 0.0);
      double wanted = sum * style.layers().getOrDefault(at.layer, 0.0) / shares;
      at.loss.weigh(length > 0 ? wanted / length : 1);
    }
  }

  private static double length(Floats gradient) {
    double[] squares = {0};
    new Parts(Parallel.ALONE)
        .reading(gradient)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                squares[0] += (double) v[0][i] * v[0][i];
              }
            });
    return Math.sqrt(squares[0]);
  }

  /** Observes the layers: the photograph's own statistics are those of its evaluation. */
  private List<Taken> taken(Vgg vgg, List<StyleRegion> regions, StyleTerm style) {
    Optional<GuideRoom> room =
        regions.stream().anyMatch(region -> region.guide().isPresent())
            ? Optional.of(new GuideRoom(pass, regions.get(0).targets().keySet()))
            : Optional.empty();
    List<Taken> all = new ArrayList<>();
    for (StyleRegion region : regions) {
      for (Layer layer : region.targets().keySet()) {
        StatisticsSource statistics =
            StatisticsSources.of(
                pass, layer, style.comparison(), region.guide().map(g -> g.at(vgg, layer)), room);
        pass.observe(layer, statistics::add);
        all.add(new Taken(region, layer, statistics));
      }
    }
    return all;
  }

  @Override
  public double evaluate(Floats x, Floats gradient) {
    pass.forward(x);
    pass.backward(gradient);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LossParts.CONTENT, contents.stream().mapToDouble(at -> at.loss.value()).sum());
    values.put(LossParts.STYLE, styles.stream().mapToDouble(at -> at.loss.value()).sum());
    values.put(
        LossParts.VARIATION,
        variation.addTo(pass.engine().parallel(), gradient, x, pass.height(), pass.width()));
    if (laplacian.isPresent() || !likenesses.isEmpty()) {
      double alike = likenesses.stream().mapToDouble(at -> at.loss.value()).sum();
      values.put(LossParts.DETAIL, alike + laplacian.map(l -> l.addTo(gradient, x)).orElse(0.0));
    }
    temporal.ifPresent(held -> values.put(LossParts.TEMPORAL, held.addTo(gradient, x)));
    LossParts parts =
        new LossParts(
            values,
            Map.of(
                LossParts.CONTENT, byLayer(contents, ContentLoss::value),
                LossParts.STYLE, byLayer(styles, StyleLoss::value)));
    evaluated.add(parts);
    if (!(parts.total() >= lowest.total())) {
      lowest = parts;
    }
    return parts.total();
  }

  /** Is told of tiles. */
  @FunctionalInterface
  public interface TileObserver {
    /**
     * Called after each tile.
     *
     * @param evaluation which evaluation since an iterate was asked for, from 1
     * @param done how many tiles are done, of {@link #tiles}
     */
    void evaluated(int evaluation, int done);
  }

  /** How many tiles an evaluation goes through, forward and back; 2 where there is but one. */
  public int tiles() {
    return pass.steps();
  }

  /** Has an observer told within evaluations that are made in tiles. */
  public void onTile(TileObserver observer) {
    if (tiles() > 2) {
      pass.onStep(done -> observer.evaluated(evaluated.size() + 1, done));
    }
  }

  private static <T> SortedMap<Layer, Double> byLayer(
      List<AtLayer<T>> losses, ToDoubleFunction<T> value) {
    SortedMap<Layer, Double> layers = new TreeMap<>();
    losses.forEach(at -> layers.merge(at.layer, value.applyAsDouble(at.loss), Double::sum));
    return layers;
  }

  @Override
  public double rounding() {
    return rounding;
  }

  @Override
  public Parallel parallel() {
    return pass.engine().parallel();
  }

  /**
   * The parts of the evaluation that gave {@code total}: one since this was asked last, or the
   * lowest so far.
   */
  public LossParts parts(double total) {
    LossParts parts =
        evaluated.stream().filter(p -> p.total() == total).reduce((a, b) -> b).orElse(lowest);
    latest = List.copyOf(evaluated);
    evaluated.clear();
    return parts;
  }

  /**
   * The parts of each evaluation, in order, from the one after which {@link #parts} was asked for
   * the time before to the last one after which it was asked for.
   */
  public List<LossParts> latest() {
    return latest;
  }

  @Override
  public void close() {
    targets.forEach(ContentTarget::close);
    pass.close();
  }
}
