package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * Total variation: the weighted sum over all pairs of neighbors and over the three colors, of a
 * power of their difference's magnitude. With 4 neighbors, pairs lie one below or beside the other
 * and count 1. With 8 (the stencil of nine points) these count 2/3, and those one diagonally below
 * the other 1/6, so that squares of differences depend less on their direction; there the border of
 * the picture is repeated once.
 *
 * @param weight what the sum is multiplied by, 0 or more
 * @param colorRange what colors in 0..1 are multiplied by first: 1 or 255
 * @param power 1 for the absolute value, 2 for the square, or any number from 1 to 4
 * @param neighbors 4 or 8
 * @param mean whether the sum is divided by the number of positions
 */
public record VariationTerm(
    double weight, double colorRange, double power, int neighbors, boolean mean) {
  /** Checks the values. */
  public VariationTerm {
    LayerShares.requireWeight("total variation weight", weight);
    require(
        colorRange > 0 && colorRange < Double.POSITIVE_INFINITY,
        "the color range must be a number above 0, not %s",
        colorRange);
    require(
        power >= 1 && power <= 4,
        "the power of total variation must be from 1 to 4, not %s",
        power);
    require(
        neighbors == 4 || neighbors == 8,
        "total variation is over 4 or 8 neighbors, not %d",
        neighbors);
  }

  /** The same term with another {@link #weight()}. */
  public VariationTerm withWeight(double value) {
    return new VariationTerm(value, colorRange, power, neighbors, mean);
  }

  /** The same term with another {@link #power()}. */
  public VariationTerm withPower(double value) {
    return new VariationTerm(weight, colorRange, value, neighbors, mean);
  }

  /** The same term with other {@link #neighbors()}. */
  public VariationTerm withNeighbors(int value) {
    return new VariationTerm(weight, colorRange, power, value, mean);
  }

  /** Whether another scales differences as this does, whatever its weight, power and neighbors. */
  boolean scalesAs(VariationTerm other) {
    return colorRange == other.colorRange && mean == other.mean;
  }
}
