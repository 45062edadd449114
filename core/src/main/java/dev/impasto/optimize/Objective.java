package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;

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
  double evaluate(Floats x, Floats gradient);

  /** The same of arrays. */
  default double evaluate(float[] x, float[] gradient) {
    return evaluate(Floats.of(x), Floats.of(gradient));
  }

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
  default void project(Floats x) {}

  /**
   * The threads that an optimizer may use between evaluations: by default the calling thread alone.
   */
  default Parallel parallel() {
    return Parallel.ALONE;
  }
}
