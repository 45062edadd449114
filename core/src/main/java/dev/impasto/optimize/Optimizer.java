package dev.impasto.optimize;

import dev.impasto.storage.Floats;

/**
 * A method of minimizing an {@link Objective} from a starting point, with its options.
 *
 * <p>It is deterministic: the same objective and start give the same points, bit for bit, whether
 * or not the run is ended and resumed on the way.
 */
public sealed interface Optimizer extends Minimizer permits Lbfgs, Adam {
  /**
   * How many vectors as long as {@code x} a minimization allocates at most, besides {@code x}.
   *
   * @param evaluations how many evaluations it may spend
   */
  int vectors(int evaluations);

  /**
   * The decay of an exponential average of the iterates, which is the result where it is better
   * than they are: below 1, and 0 where none is kept.
   */
  double averaging();

  /**
   * The share of itself by which the lowest value must have fallen over the last 20 evaluations for
   * a minimization to go on: below 1, and 0 to go on in any case.
   */
  double tolerance();

  /** The same with another {@link #averaging()}. */
  Optimizer withAveraging(double value);

  /** The same with another {@link #tolerance()}. */
  Optimizer withTolerance(double value);

  /** Watches a minimization. */
  @FunctionalInterface
  interface Observer {
    /**
     * Called with the start, if it has a value, and after each accepted iterate.
     *
     * @param evaluations how many evaluations have been spent so far
     * @param value the objective at the iterate
     * @param x the iterate; valid during the call, not to be modified
     * @return whether to go on
     */
    boolean iterate(int evaluations, double value, Floats x);
  }
}
