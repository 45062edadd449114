package dev.impasto.internal.loss;

import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import java.util.List;
import java.util.stream.IntStream;

/** Takes a layer's statistics, those that a {@link StyleComparison} compares. */
public final class ResponseStatistics {
  private final GramOperation gram;
  private final List<DisplacedGramOperation> displaced;
  private final LayerStatistics taken;

  /** Allocates what the statistics of a layer need; it closes with the pass. */
  public ResponseStatistics(VggPass pass, Layer layer, StyleComparison comparison) {
    Tensor response = pass.response(layer);
    int n = response.channels();
    this.gram = pass.workspace().gram(response);
    this.displaced =
        comparison.displacements(layer).stream()
            .map(d -> pass.workspace().gram(response, d.rows(), d.columns()))
            .toList();
    this.taken =
        new LayerStatistics(
            n,
            response.positions(),
            new float[n * n],
            new float[comparison.comparesMeans() ? n : 0],
            displaced.stream()
                .map(pairs -> new LayerStatistics.Pairs(pairs.pairs(), new float[n * n]))
                .toList());
  }

  /** Those of the last response taken, not a copy: the next ones are written over them. */
  public LayerStatistics taken() {
    return taken;
  }

  /** Takes those of the response that there is now. */
  public void take() {
    gram.forward(taken.values(), taken.sums());
    IntStream.range(0, displaced.size())
        .forEach(i -> displaced.get(i).forward(taken.shifted().get(i).values()));
  }

  /** Adds the derivative with respect to the response. */
  void addDerivative(StatisticsGradient slopes, Tensor gradient) {
    gram.backward(slopes.gram(), slopes.sums(), gradient);
    IntStream.range(0, displaced.size())
        .forEach(i -> displaced.get(i).backward(slopes.shifted().get(i), gradient));
  }
}
