package dev.impasto.optimize;

import static dev.impasto.InvalidInputException.require;

/**
 * The quasi-Newton method with limited memory: Nocedal and Wright, Numerical Optimization, 2nd
 * edition, Algorithm 7.5, with a line search for the strong Wolfe conditions (Algorithms 3.5, 3.6).
 */
public record Lbfgs(int history, double firstStep, double decrease, double curvature)
    implements Optimizer {

  private static final double RETRY = 1e-3;

  public Lbfgs {
    require(history >= 1, "L-BFGS needs a history of at least 1 step, not %d", history);
  }

  public Lbfgs() {
    this(20);
  }

  public Lbfgs(int history) {
    this(history, 1e-3, 1e-4, 0.9);
  }

  @Override
  public double minimize(Objective objective, float[] x, int evaluations, Observer observer) {
    require(evaluations >= 1, "an optimizer needs at least 1 evaluation, not %d", evaluations);
    LineSearch line = new LineSearch(objective, x, evaluations, decrease, curvature);
    LbfgsMemory memory = new LbfgsMemory(history);
    double caution = 1;
    while (line.spent < evaluations) {
      memory.direction(line.gradient, line.direction);
      double slope = Vectors.dot(line.gradient, line.direction);
      if (!(slope < 0) && !memory.isEmpty()) {
        memory.clear();
        continue;
      }
      if (!(slope < 0) || !Double.isFinite(slope)) {
        break;
      }
      double first = 1;
      if (memory.isEmpty()) {
        double size = Math.max(1, Vectors.largest(x));
        first = caution * firstStep * size / Vectors.largest(line.direction);
      }
      if (line.search(slope, first)) {
        line.accept(memory);
        caution = 1;
        if (!observer.iterate(line.spent, line.value, x)) {
          break;
        }
      } else if (!memory.isEmpty() || caution == 1) {
        memory.clear();
        caution = RETRY;
      } else {
        break;
      }
    }
    return line.value;
  }
}
