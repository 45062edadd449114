package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;

/** A differentiable function of one flat vector: what an optimizer minimizes. */
@FunctionalInterface
public interface Objective {
  /**
   * Evaluates the function and its gradient.
   *
   * @param x the point; not modified
   * @param gradient receives the derivative with respect to every element of {@code x}
   * @return the value; may be NaN or infinite where the function is not defined
   */
  double evaluate(float[] x, float[] gradient);

  /**
   * How far rounding may put a value from those of points close by, as a share of it. What an
   * optimizer gains with a step may be less: then a value that is higher by so much does not mean
   * that the step led up. 0 if not said otherwise.
   */
  default double rounding() {
    return 0;
  }

  /**
   * What an optimizer may compute with between evaluations: the calling thread alone, if not said
   * otherwise.
   */
  default Parallel parallel() {
    return Parallel.ALONE;
  }
}
