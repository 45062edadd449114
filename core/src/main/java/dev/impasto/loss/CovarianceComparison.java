package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Filters' covariances and means, compared apart, relative to the photograph's own distance, so
 * that a layer's distance is 1 for the photograph and 0 for the painting.
 *
 * <p>A Gram matrix is the sum of both: {@code G/M = C + m mᵀ}. The means have most of its norm;
 * once they agree, little of the distance is left, and the covariances distinguish strokes from
 * hatching. Covariances of responses a few positions apart describe where a stroke goes on: Berger
 * and Memisevic, "Incorporating long-range consistency in CNN-based texture generation", ICLR 2017.
 *
 * @param leastVariance the part of the mean variance that is added to each filter's, above 0:
 *     filters that hardly vary in either picture do not count for more
 * @param leastDistance the part of the statistics' own squares that a photograph's distance counts
 *     as where it is closer to the painting than that, above 0
 * @param displacedWeight what all displaced covariances together weigh, relative to covariances and
 *     to means, 0 or more
 * @param displacements from one response to the other of each pair that is compared
 * @param displacedBlocks the blocks, 1 to 5, at whose layers pairs are compared
 * @param wholeFrom the longest side of a result, in pixels and above 0, from which on the style
 *     weight counts whole; of a smaller one it counts the part that the square of its side is: a
 *     layer sees more of a small picture at once, and would leave less of the photograph in it
 */
public record CovarianceComparison(
    double leastVariance,
    double leastDistance,
    double displacedWeight,
    List<Displacement> displacements,
    SortedSet<Integer> displacedBlocks,
    int wholeFrom)
    implements StyleComparison {
  /** Checks the values. */
  public CovarianceComparison {
    require(
        leastVariance > 0 && leastVariance <= 1,
        "the least variance must be above 0 and at most 1, not %s",
        leastVariance);
    require(
        leastDistance > 0 && leastDistance <= 1,
        "the least distance must be above 0 and at most 1, not %s",
        leastDistance);
    require(
        displacedWeight >= 0 && displacedWeight < Double.POSITIVE_INFINITY,
        "the weight of displaced covariances must be a number of 0 or more, not %s",
        displacedWeight);
    displacements = List.copyOf(displacements);
    displacedBlocks = Collections.unmodifiableSortedSet(new TreeSet<>(displacedBlocks));
    for (int block : displacedBlocks) {
      require(block >= 1 && block <= 5, "a network has blocks 1 to 5, not %d", block);
    }
    require(
        wholeFrom > 0,
        "the side from which on the style weight counts whole must be above 0 pixels, not %d",
        wholeFrom);
  }

  @Override
  public boolean comparesMeans() {
    return true;
  }

  @Override
  public List<Displacement> displacements(Layer layer) {
    return displacedWeight > 0 && displacedBlocks.contains(layer.block())
        ? displacements
        : List.of();
  }

  @Override
  public double share(int longest) {
    return StyleComparison.part(longest, wholeFrom);
  }
}
