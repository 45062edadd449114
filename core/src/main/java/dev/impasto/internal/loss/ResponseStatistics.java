package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.Displacement;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a layer's statistics, those that a {@link StyleComparison} compares: of the whole response,
 * or of its part in a region.
 */
public final class ResponseStatistics implements StatisticsSource {
  private final StyleComparison comparison;
  private final List<ProductSums> products = new ArrayList<>();
  private final LayerStatistics taken;

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
    LayerResponse response = pass.whole(layer, Reach.NONE);
    int n = response.channels();
    List<Displacement> apart = comparison.displacements(layer);
    this.taken =
        new LayerStatistics(
            n,
            response.positions(),
            new float[n * n],
            new float[comparison.comparesMeans() ? n : 0],
            apart.stream()
                .map(
                    d -> {
                      double all = pairs(response, d);
                      double count = guide.map(g -> g.pairs(d)).orElse(all);
                      return new LayerStatistics.Pairs(count, new float[n * n]);
                    })
                .toList());
    ProductSums alone = new ProductSums(pass.workspace(), response, guide, room);
    alone.gram(taken);
    products.add(alone);
    for (int i = 0; i < apart.size(); i++) {
      ProductSums sums = alone;
      if (response.isCut()) {
        Displacement d = apart.get(i);
        LayerResponse wider = pass.whole(layer, Reach.to(d.rows(), d.columns()));
        sums = new ProductSums(pass.workspace(), wider, guide, room);
        products.add(sums);
      }
      sums.displaced(apart.get(i), i, taken);
    }
  }

  /** The number of pairs of positions of a layer that are so far apart. */
  private static double pairs(LayerResponse response, Displacement apart) {
    double rows = Math.max(0, response.height() - apart.rows());
    return rows * Math.max(0, response.width() - Math.abs(apart.columns()));
  }

  @Override
  public LayerStatistics taken() {
    return taken;
  }

  @Override
  public void begin() {
    products.forEach(ProductSums::begin);
  }

  @Override
  public void add() {
    products.forEach(ProductSums::add);
  }

  @Override
  public StyleLoss loss(
      VggPass pass, List<StyleTarget> targets, boolean photograph, double weight) {
    Optional<LayerStatistics> own = photograph ? Optional.of(taken) : Optional.empty();
    return new StatisticsLoss(
        this, StyleDistances.of(comparison, targets, own, weight, pass.workspace()::squareProduct));
  }

  /** Adds the derivative with respect to the response to the present tile. */
  void addDerivative(StatisticsGradient slopes, Tensor gradient) {
    products.forEach(sums -> sums.addDerivative(slopes, gradient));
  }
}
