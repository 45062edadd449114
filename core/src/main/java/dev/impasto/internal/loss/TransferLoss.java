package dev.impasto.internal.loss;

import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.PassMemory;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.ContentTerm;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.loss.StyleTerm;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The total loss (Eq 7) of a picture at one size, with its derivative. Owns the chain's memory. */
public final class TransferLoss implements Objective, AutoCloseable {
  /**
   * How far bf16's rounding may change the loss, relative to it; chosen by measurement
   * (docs/experiments/losses.md).
   */
  private static final double BF16_ROUNDING = 1e-4;

  private final VggPass pass;
  private final List<ContentLoss> contents = new ArrayList<>();
  private final List<StyleLoss> styles = new ArrayList<>();
  private final TotalVariation variation;
  private final double rounding;

  /** Of each evaluation since an iterate was asked for. */
  private final List<LossParts> evaluated = new ArrayList<>();

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
    rounding = vgg.precision() == Precision.BF16 ? BF16_ROUNDING : 0;
    variation = new TotalVariation(options.variation());
    pass = vgg.differentiable(content.height(), content.width(), options.deepest());
    try {
      make(vgg, content, regions, options);
    } catch (RuntimeException | Error e) {
      pass.close();
      throw e;
    }
  }

  /**
   * How many bytes of native memory a loss takes for pictures of one size.
   *
   * @param memory that of the pass
   */
  public static long bytes(PassMemory memory, LossOptions options) {
    Set<Layer> tapped = new HashSet<>(options.contentLayers());
    tapped.addAll(options.styleLayers());
    return memory.chain(tapped, true) + memory.responses(options.contentLayers());
  }

  /** What a region's style is taken by at a layer. */
  private record Taken(StyleRegion region, Layer layer, ResponseStatistics statistics) {}

  private void make(Vgg vgg, Picture content, List<StyleRegion> regions, LossOptions options) {
    Map<Layer, ContentTarget> contentTargets = new EnumMap<>(Layer.class);
    for (Layer layer : options.contentLayers()) {
      contentTargets.put(layer, new ContentTarget(pass, layer));
    }
    StyleTerm style = options.style();
    List<Taken> statistics = taken(vgg, regions, style);
    pass.forward(content.rgb());
    pass.endObserving();
    ContentTerm term = options.content();
    contentTargets.forEach(
        (layer, target) -> {
          double weight = term.layers().getOrDefault(layer, 0.0) * term.weight();
          ContentLoss loss = new ContentLoss(target, weight, term.comparison());
          contents.add(loss);
          pass.attach(layer, loss);
        });
    for (Taken taken : statistics) {
      Layer layer = taken.layer;
      LayerStatistics now = taken.statistics.taken();
      List<StyleTarget> target = Objects.requireNonNull(taken.region.targets().get(layer));
      double weight =
          style.layers().getOrDefault(layer, 0.0) * style.weight() * taken.region.share();
      Optional<LayerStatistics> own = term.weight() > 0 ? Optional.of(now) : Optional.empty();
      StyleLoss loss =
          new StyleLoss(
              taken.statistics,
              StyleDistances.of(
                  style.comparison(), target, own, weight, pass.workspace()::squareProduct));
      styles.add(loss);
      pass.attach(layer, loss);
    }
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
        ResponseStatistics statistics =
            new ResponseStatistics(
                pass, layer, style.comparison(), region.guide().map(g -> g.at(vgg, layer)), room);
        pass.observe(layer, statistics::take);
        all.add(new Taken(region, layer, statistics));
      }
    }
    return all;
  }

  @Override
  public double evaluate(float[] x, float[] gradient) {
    pass.forward(x);
    pass.backward(gradient);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LossParts.CONTENT, contents.stream().mapToDouble(ContentLoss::value).sum());
    values.put(LossParts.STYLE, styles.stream().mapToDouble(StyleLoss::value).sum());
    values.put(
        LossParts.VARIATION,
        variation.addTo(pass.engine().parallel(), gradient, x, pass.height(), pass.width()));
    LossParts parts = new LossParts(values);
    evaluated.add(parts);
    if (!(parts.total() >= lowest.total())) {
      lowest = parts;
    }
    return parts.total();
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
    evaluated.clear();
    return parts;
  }

  @Override
  public void close() {
    pass.close();
  }
}
