package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.List;

/** What is compared of a layer's response where style is: a choice of statistics and a distance. */
public sealed interface StyleComparison permits GramComparison, CovarianceComparison {
  /** Whether the means of the filters' responses are compared. */
  boolean comparesMeans();

  /** The pairs of positions whose responses are compared at a layer; none in the paper. */
  List<Displacement> displacements(Layer layer);
}
