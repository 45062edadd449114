package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * The sliced Wasserstein-2 distance: a {@link DistributionComparison} along random directions,
 * which stay the same through a run, as an optimizer needs.
 *
 * <p>Heitz, Vanhoey, Chambon and Belcour, "A sliced Wasserstein loss for neural texture synthesis",
 * CVPR 2021, which draws new ones for each evaluation.
 *
 * @param directions how many, 1 to 4096; 0 for as many as the layer has filters
 * @param relative whether the distance is 1 for the photograph
 */
public record SlicedComparison(int directions, boolean relative) implements DistributionComparison {
  /** Checks the number of directions. */
  public SlicedComparison {
    require(
        directions >= 0 && directions <= 4096,
        "the directions must be from 1 to 4096, or 0 for as many as there are filters, not %d",
        directions);
  }
}
