package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import java.util.List;

/** The statistics of a layer's response that the style term compares, and their distance. */
public sealed interface StyleComparison
    permits GramComparison,
        CovarianceComparison,
        MomentsComparison,
        WassersteinComparison,
        DistributionComparison {
  /**
   * The part of the painting's own statistics that a photograph's distance counts as where it is
   * closer to the painting than that, in a relative distance.
   */
  double LEAST_DISTANCE = 0.02;

  /**
   * The longest side of a result, in pixels, from which on the weight of a relative distance counts
   * whole. Of a smaller one it counts the part that the square of its side is: a layer sees more of
   * a small picture at once, and would leave less of the photograph in it.
   */
  int WHOLE_FROM = 512;

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

  /** What the square of a side is of that of another, and at most 1. */
  static double part(int longest, int wholeFrom) {
    double part = Math.min(1, (double) longest / wholeFrom);
    return part * part;
  }

  /** Checks a variance that is added to those of the filters. */
  static void requireVariance(double variance) {
    require(
        variance > 0 && variance < Double.POSITIVE_INFINITY,
        "the least variance must be a number above 0, not %s",
        variance);
  }
}
