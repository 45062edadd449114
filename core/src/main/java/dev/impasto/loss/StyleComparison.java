package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.List;

/** The statistics of a layer's response that the style term compares, and their distance. */
public sealed interface StyleComparison permits GramComparison, CovarianceComparison {
  /** Whether the means of the filters' responses are compared. */
  boolean comparesMeans();

  /** The pairs of positions whose responses are compared at a layer; none in the paper. */
  List<Displacement> displacements(Layer layer);

  /**
   * The part of the style weight that counts in a run, above 0 and at most 1.
   *
   * @param longest the longest side of the result in pixels
   */
  double share(int longest);
}
