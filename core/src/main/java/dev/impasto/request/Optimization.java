package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;

/**
 * How the loss is minimized.
 *
 * @param optimizer {@link Lbfgs}, the fewest evaluations to a low loss, or {@link Adam}, with less
 *     memory
 * @param preconditioning how much more easily a step changes large areas than single pixels, 0 to
 *     4; 0 as in the literature
 */
public record Optimization(Optimizer optimizer, double preconditioning) {
  /** Checks the preconditioning. */
  public Optimization {
    require(
        preconditioning >= 0 && preconditioning <= 4,
        "the preconditioning must be from 0 to 4, not %s",
        preconditioning);
  }

  /** The same with another {@link #optimizer()}. */
  public Optimization withOptimizer(Optimizer value) {
    return new Optimization(value, preconditioning);
  }

  /** The same with another {@link #preconditioning()}. */
  public Optimization withPreconditioning(double value) {
    return new Optimization(optimizer, value);
  }
}
