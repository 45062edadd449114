package dev.impasto.internal.loss;

import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.GuideOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.Displacement;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Takes a layer's statistics, those that a {@link StyleComparison} compares: of the whole response,
 * or of its part in a region.
 */
public final class ResponseStatistics implements StatisticsSource {
  private static final float[] NONE = {};

  private final StyleComparison comparison;
  private final GramOperation gram;
  private final List<DisplacedGramOperation> displaced;
  private final Optional<Part> part;
  private final LayerStatistics taken;

  /**
   * The part of the response in a region.
   *
   * @param slopes receives the derivative with respect to it
   */
  private record Part(GuideOperation guide, Tensor slopes) {}

  /** Allocates what the statistics of a whole layer need; it closes with the pass. */
  public ResponseStatistics(VggPass pass, Layer layer, StyleComparison comparison) {
    this(pass, layer, comparison, Optional.empty(), Optional.empty());
  }

  /**
   * Allocates what the statistics of a layer need; it closes with the pass.
   *
   * @param guide the layer's part in a region; empty for the whole layer
   * @param room where that part is kept
   */
  ResponseStatistics(
      VggPass pass,
      Layer layer,
      StyleComparison comparison,
      Optional<LayerGuide> guide,
      Optional<GuideRoom> room) {
    this.comparison = comparison;
    Tensor response = pass.response(layer);
    int n = response.channels();
    List<Displacement> apart = comparison.displacements(layer);
    Tensor seen = response;
    if (guide.isPresent() && room.isPresent()) {
      LayerGuide g = guide.get();
      seen = room.get().values(g, n);
      GuideOperation operation =
          pass.workspace().guide(response, g.weights(), g.top(), g.left(), seen);
      this.part = Optional.of(new Part(operation, room.get().slopes(g, n)));
    } else {
      this.part = Optional.empty();
    }
    Tensor products = seen;
    this.gram = pass.workspace().gram(products);
    this.displaced =
        apart.stream().map(d -> pass.workspace().gram(products, d.rows(), d.columns())).toList();
    this.taken =
        new LayerStatistics(
            n,
            response.positions(),
            new float[n * n],
            new float[comparison.comparesMeans() ? n : 0],
            IntStream.range(0, apart.size())
                .mapToObj(
                    i -> {
                      double all = displaced.get(i).pairs();
                      double count = guide.map(g -> g.pairs(apart.get(i))).orElse(all);
                      return new LayerStatistics.Pairs(count, new float[n * n]);
                    })
                .toList());
  }

  @Override
  public LayerStatistics taken() {
    return taken;
  }

  @Override
  public void take() {
    part.ifPresent(p -> p.guide().forward(taken.sums()));
    gram.forward(taken.values(), part.isPresent() ? NONE : taken.sums());
    IntStream.range(0, displaced.size())
        .forEach(i -> displaced.get(i).forward(taken.shifted().get(i).values()));
  }

  @Override
  public StyleLoss loss(
      VggPass pass, List<StyleTarget> targets, boolean photograph, double weight) {
    Optional<LayerStatistics> own = photograph ? Optional.of(taken) : Optional.empty();
    return new StatisticsLoss(
        this, StyleDistances.of(comparison, targets, own, weight, pass.workspace()::squareProduct));
  }

  /** Adds the derivative with respect to the response. */
  void addDerivative(StatisticsGradient slopes, Tensor gradient) {
    if (part.isEmpty()) {
      addDerivative(slopes, slopes.sums(), gradient);
      return;
    }
    // Other regions have used the part's memory since.
    Part p = part.get();
    p.guide().forward(NONE);
    p.slopes().clear();
    addDerivative(slopes, NONE, p.slopes());
    p.guide().backward(p.slopes(), slopes.sums(), gradient);
  }

  private void addDerivative(StatisticsGradient slopes, float[] sums, Tensor gradient) {
    gram.backward(slopes.gram(), sums, gradient);
    IntStream.range(0, displaced.size())
        .forEach(i -> displaced.get(i).backward(slopes.shifted().get(i), gradient));
  }
}
