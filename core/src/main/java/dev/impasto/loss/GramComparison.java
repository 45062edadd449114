package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import java.util.List;

/**
 * Gram matrices, compared entry by entry: {@code factor / N^filtersPower Σ (G/d - A/d')²}. G and A
 * are those of the result and of the painting (Eq 3 of the paper), N the number of filters, d and
 * d' the number of positions M of each.
 *
 * <p>With factor 1/4 and power 2 this is Eq 4, where both pictures have one size.
 *
 * @param factor what the sum is multiplied by, above 0
 * @param filtersPower the power of N that the sum is divided by, 0 to 4
 * @param perFilter whether d is N M in place of M
 * @param relative whether the distance is then divided by that of the photograph
 */
public record GramComparison(double factor, int filtersPower, boolean perFilter, boolean relative)
    implements StyleComparison {
  /** Checks the values. */
  public GramComparison {
    require(
        factor > 0 && factor < Double.POSITIVE_INFINITY,
        "the factor of the Gram loss must be a number above 0, not %s",
        factor);
    require(
        filtersPower >= 0 && filtersPower <= 4,
        "the power of the number of filters must be 0 to 4, not %d",
        filtersPower);
  }

  /** What the sum of squared differences is multiplied by, with a weight. */
  public double scale(double weight, int filters) {
    double divisor = 1;
    for (int i = 0; i < filtersPower; i++) {
      divisor *= filters;
    }
    return factor * weight / divisor;
  }

  /** What a Gram matrix is divided by. */
  public double divisor(int filters, long positions) {
    return perFilter ? (double) filters * positions : positions;
  }

  @Override
  public boolean comparesMeans() {
    return false;
  }

  @Override
  public List<Displacement> displacements(Layer layer) {
    return List.of();
  }

  @Override
  public double share(int longest) {
    return relative ? StyleComparison.part(longest, WHOLE_FROM) : 1;
  }
}
