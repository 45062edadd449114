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
 * @param colors how the range of colors is kept to; {@link ColorRange#PROJECT} is for Adam on the
 *     pixels themselves: L-BFGS would learn a wrong curvature from steps that are cut short
 */
public record Optimization(Optimizer optimizer, double preconditioning, ColorRange colors) {
  /** Checks the preconditioning, and whether the colors can be kept so. */
  public Optimization {
    require(
        preconditioning >= 0 && preconditioning <= 4,
        "the preconditioning must be from 0 to 4, not %s",
        preconditioning);
    require(
        colors != ColorRange.PROJECT || (optimizer instanceof Adam && preconditioning == 0),
        "colors are projected with the optimizer adam and a preconditioning of 0 alone: choose the"
            + " color range smooth or free");
  }

  /** By an optimizer on pixels whose colors may leave their range. */
  public Optimization(Optimizer optimizer, double preconditioning) {
    this(optimizer, preconditioning, ColorRange.FREE);
  }

  /** The same with another {@link #optimizer()}. */
  public Optimization withOptimizer(Optimizer value) {
    return new Optimization(value, preconditioning, colors);
  }

  /** The same with another {@link #preconditioning()}. */
  public Optimization withPreconditioning(double value) {
    return new Optimization(optimizer, value, colors);
  }

  /** The same with another {@link #colors()}. */
  public Optimization withColors(ColorRange value) {
    return new Optimization(optimizer, preconditioning, value);
  }
}
