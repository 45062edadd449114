package dev.impasto.optimize;

import dev.impasto.storage.Floats;

/** What starts and resumes a {@link Minimization}. */
public interface Minimizer {
  /**
   * Starts a minimization; nothing is evaluated before {@link Minimization#run}.
   *
   * @param objective what to minimize
   * @param x the start; holds the iterates from now on. Where it lies, all vectors of the
   *     minimization do
   * @param inherited what an earlier one left: {@link Minimization#inheritance}, or {@link
   *     OptimizerState#EMPTY}
   */
  Minimization start(Objective objective, Floats x, OptimizerState inherited);

  /**
   * Goes on with a minimization whose state was kept.
   *
   * @param objective what was minimized
   * @param x receives the iterate that was reached, and holds the iterates from now on
   * @param state what {@link Minimization#state} gave; not modified
   */
  Minimization resume(Objective objective, Floats x, OptimizerState state);

  /**
   * Minimizes {@code objective} in place, from start to end.
   *
   * @param x the start; holds the result afterwards, which is never worse than the start
   * @param evaluations how many evaluations of the objective may be spent, at least 1
   * @return the value of the objective at the result
   */
  default double minimize(
      Objective objective, float[] x, int evaluations, Optimizer.Observer observer) {
    return start(objective, Floats.of(x), OptimizerState.EMPTY).run(evaluations, observer);
  }
}
