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
   * How far rounding may move a value from those of points close by, as a share of it. A step may
   * gain less than that, so a value that is higher by this share does not show that the step led
   * up. By default 0.
   */
  default double rounding() {
    return 0;
  }

  /**
   * Moves a point to the nearest one of those that a minimization may reach; by default all may be
   * reached. Only {@link Adam} keeps to it, and moves the start too.
   */
  default void project(float[] x) {}

  /**
   * The threads that an optimizer may use between evaluations: by default the calling thread alone.
   */
  default Parallel parallel() {
    return Parallel.ALONE;
  }
}
