package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * Total variation: the weighted sum over all pairs of neighbors, one below or beside the other, and
 * over the three colors, of their difference, its absolute value or its square.
 *
 * @param weight what the sum is multiplied by, 0 or more
 * @param colorRange what colors in 0..1 are multiplied by first: 1 or 255
 * @param power 1 for the absolute value, 2 for the square
 * @param mean whether the sum is divided by the number of positions
 */
public record VariationTerm(double weight, double colorRange, int power, boolean mean) {
  /** Checks the values. */
  public VariationTerm {
    LayerShares.requireWeight("total variation weight", weight);
    require(
        colorRange > 0 && colorRange < Double.POSITIVE_INFINITY,
        "the color range must be a number above 0, not %s",
        colorRange);
    require(power == 1 || power == 2, "total variation has power 1 or 2, not %d", power);
  }

  /** The same term with another {@link #weight()}. */
  public VariationTerm withWeight(double value) {
    return new VariationTerm(value, colorRange, power, mean);
  }
}
