package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.GuideOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.loss.Displacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums of products of a layer's response with itself, and of the response, over its parts: those of
 * the whole layer, or of a region of it.
 */
final class ProductSums {
  private static final float[] NONE = {};

  private final Workspace workspace;
  private final LayerResponse response;
  private final Optional<Guided> guided;

  /** What the products are of. */
  private final Tensor seen;

  private final List<Gram> grams = new ArrayList<>();
  private final List<Shifted> shifted = new ArrayList<>();

  /**
   * The response in a region, each position times the root of its weight.
   *
   * @param balance of the whole layer's weights
   * @param slopes receives the derivative with respect to it
   */
  private record Guided(
      LayerGuide guide, float balance, GuideOperation operation, Tensor values, Tensor slopes) {}

  private record Gram(GramOperation operation, PartSums products, PartSums sums) {}

  private record Shifted(DisplacedGramOperation operation, PartSums products, int index) {}

  /**
   * Sums nothing yet.
   *
   * @param guide the layer's part in a region; empty for the whole layer
   * @param room where that part is kept
   */
  ProductSums(
      Workspace workspace,
      LayerResponse response,
      Optional<LayerGuide> guide,
      Optional<GuideRoom> room) {
    this.workspace = workspace;
    this.response = response;
    this.guided = guide.map(g -> guided(g, room.orElseThrow()));
    this.seen = guided.map(Guided::values).orElse(response.part());
  }

  /** Where the response is one part, only the rectangle that holds the region is looked at. */
  private Guided guided(LayerGuide guide, GuideRoom room) {
    Tensor part = response.part();
    boolean cut = response.isCut();
    int height = cut ? part.height() : guide.height();
    int width = cut ? part.width() : guide.width();
    Tensor values = room.values(height, width, part.channels());
    GuideOperation operation =
        cut
            ? workspace.guide(part, new float[height * width], 0, 0, values)
            : workspace.guide(part, guide.weights().inArray(), guide.top(), guide.left(), values);
    float balance = guide.balance(response.positions());
    Tensor slopes = room.slopes(height, width, part.channels());
    return new Guided(guide, balance, operation, values, slopes);
  }

  /** Has a layer's products with itself summed, and its response where that is asked for. */
  void gram(LayerStatistics taken) {
    boolean cut = response.isCut();
    grams.add(
        new Gram(
            workspace.gram(seen),
            new PartSums(taken.values(), cut),
            new PartSums(taken.sums(), cut)));
  }

  /**
   * Has the products at displaced positions summed.
   *
   * @param index of the displacement among all
   */
  void displaced(Displacement apart, int index, LayerStatistics taken) {
    shifted.add(
        new Shifted(
            workspace.gram(seen, apart.rows(), apart.columns()),
            new PartSums(taken.shifted().get(index).values(), response.isCut()),
            index));
  }

  /** Begins: nothing has been added. */
  void begin() {
    for (Gram gram : grams) {
      gram.products.begin();
      gram.sums.begin();
    }
    shifted.forEach(s -> s.products.begin());
  }

  /** Adds the response to the present tile. */
  void add() {
    response.each(
        area -> {
          if (!place(area)) {
            return;
          }
          for (Gram gram : grams) {
            float[] sums = gram.sums.part();
            guided.ifPresent(g -> g.operation.forward(sums));
            gram.operation.forward(gram.products.part(), guided.isPresent() ? NONE : sums);
            gram.products.add();
            gram.sums.add();
          }
          if (grams.isEmpty()) {
            guided.ifPresent(g -> g.operation.forward(NONE));
          }
          for (Shifted pairs : shifted) {
            pairs.operation.forward(pairs.products.part());
            pairs.products.add();
          }
        });
  }

  /** Sets a part's weights; returns whether any of it lies in the region. */
  private boolean place(Area area) {
    if (guided.isEmpty() || !response.isCut()) {
      return true;
    }
    Guided g = guided.get();
    Optional<float[]> weights = g.guide.in(area, g.values.height(), g.values.width());
    weights.ifPresent(w -> g.operation.weigh(w, g.balance));
    return weights.isPresent();
  }

  /** Adds the derivative with respect to the response to the present tile. */
  void addDerivative(StatisticsGradient by, Tensor gradient) {
    response.each(
        gradient,
        (area, slopes) -> {
          if (guided.isEmpty()) {
            addDerivative(by, by.sums(), slopes);
          } else if (place(area)) {
            // Other regions have used the part's memory since.
            Guided g = guided.get();
            g.operation.forward(NONE);
            g.slopes.clear();
            addDerivative(by, NONE, g.slopes);
            g.operation.backward(g.slopes, grams.isEmpty() ? NONE : by.sums(), slopes);
          }
        });
  }

  private void addDerivative(StatisticsGradient by, float[] sums, Tensor slopes) {
    grams.forEach(gram -> gram.operation.backward(by.gram(), sums, slopes));
    shifted.forEach(pairs -> pairs.operation.backward(by.shifted().get(pairs.index), slopes));
  }
}
