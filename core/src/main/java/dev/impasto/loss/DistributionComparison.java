package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.List;

/**
 * The distributions of a layer's responses along directions in the space of its filters, each of
 * them whole: the mean over directions and positions of {@code (x - y)²}, where the painting's
 * response y is of the same rank as x. Where the painting has another number of positions, its
 * quantiles are read between its own; beyond 4096 they are means of parts of equal weight.
 */
public sealed interface DistributionComparison extends StyleComparison
    permits HistogramComparison, SlicedComparison {
  /** Whether the distance is 1 for the photograph. */
  boolean relative();

  @Override
  default boolean comparesMeans() {
    return false;
  }

  @Override
  default List<Displacement> displacements(Layer layer) {
    return List.of();
  }

  @Override
  default double share(int longest) {
    return relative() ? StyleComparison.part(longest, WHOLE_FROM) : 1;
  }
}
