package dev.impasto.optimize;

/**
 * Minimizes an {@link Objective} from a starting point.
 *
 * <p>An optimizer is deterministic: the same objective and start give the same points, bit for bit.
 */
public interface Optimizer {
  /**
   * Minimizes {@code objective} in place.
   *
   * @param objective what to minimize
   * @param x the start; holds the result afterwards, which is never worse than the start
   * @param evaluations how many evaluations of the objective may be spent, at least 1
   * @param observer is told of every iterate and may stop the run
   * @return the value of the objective at the result
   */
  double minimize(Objective objective, float[] x, int evaluations, Observer observer);

  /** Watches a run. */
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
    boolean iterate(int evaluations, double value, float[] x);
  }
}
