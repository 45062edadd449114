package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * How far a layer's response F is from the photograph's, P: {@code d = factor Σ (F - P)² / norm},
 * or the square of that.
 *
 * <p>Eq 1 of the paper is a sum with factor 1/2. Programs take the mean. A relative distance means
 * the same for every photograph, size and network; its square counts the more, the more is lost.
 *
 * @param norm what the sum is divided by
 * @param factor what it is multiplied by, above 0
 * @param squared whether the term is d² instead of d
 */
public record ContentComparison(Norm norm, double factor, boolean squared) {
  /** What a sum of squared differences is divided by. */
  public enum Norm {
    /** Nothing: the sum itself. */
    SUM,
    /** N M, filters times positions: the mean. */
    MEAN,
    /** Σ P², the energy of the photograph's own response. */
    ENERGY
  }

  /** Checks the factor. */
  public ContentComparison {
    require(
        factor > 0 && factor < Double.POSITIVE_INFINITY,
        "the factor of the content loss must be a number above 0, not %s",
        factor);
  }

  /**
   * What {@code Σ (F - P)²} is multiplied by.
   *
   * @param filters N
   * @param positions M
   * @param energy Σ P²
   */
  public double scale(int filters, long positions, double energy) {
    return switch (norm) {
      case SUM -> factor;
      case MEAN -> factor / ((double) filters * positions);
      case ENERGY -> factor / Math.max(energy, Double.MIN_NORMAL);
    };
  }

  /** A layer's value at a scaled distance d. */
  public double value(double distance) {
    return squared ? distance * distance : distance;
  }

  /** The derivative of {@link #value}. */
  public double slope(double distance) {
    return squared ? 2 * distance : 1;
  }
}
