package dev.impasto.optimize;

import java.util.Random;

/** Functions with known minima for the optimizers' tests. */
final class Functions {
  private Functions() {}

  static final Optimizer.Observer ON = (evaluations, value, x) -> true;

  /**
   * Half the sum of {@code curvature_i (x_i - 1)^2}, the curvatures from 1 to {@code condition}.
   */
  static ArrayObjective quadratic(int n, double condition) {
    return (x, gradient) -> {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double curvature = Math.pow(condition, n == 1 ? 0 : i / (n - 1.0));
        double error = x[i] - 1;
        sum += curvature * error * error / 2;
        gradient[i] = (float) (curvature * error);
      }
      return sum;
    };
  }

  /** {@link #rosenbrock}. */
  static final ArrayObjective ROSENBROCK = Functions::rosenbrock;

  /** Rosenbrock's valley, chained over neighbors; its minimum is 0 where every x is 1. */
  static double rosenbrock(float[] x, float[] gradient) {
    double sum = 0;
    double[] g = new double[x.length];
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = x[i + 1] - (double) x[i] * x[i];
      double slope = 1 - x[i];
      sum += 100 * bend * bend + slope * slope;
      g[i] += -400 * x[i] * bend - 2 * slope;
      g[i + 1] += 200 * bend;
    }
    for (int i = 0; i < x.length; i++) {
      gradient[i] = (float) g[i];
    }
    return sum;
  }

  static float[] random(int n, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  static ArrayObjective scaled(ArrayObjective objective, double value, double position) {
    return (x, gradient) -> {
      float[] inner = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        inner[i] = (float) (x[i] / position);
      }
      double v = objective.evaluate(inner, gradient);
      for (int i = 0; i < x.length; i++) {
        gradient[i] = (float) (gradient[i] * value / position);
      }
      return value * v;
    };
  }

  /** Counts evaluations and remembers the lowest value. */
  static final class Counted implements ArrayObjective {
    private final ArrayObjective objective;
    int evaluations;
    double lowest = Double.POSITIVE_INFINITY;

    Counted(ArrayObjective objective) {
      this.objective = objective;
    }

    @Override
    public double evaluate(float[] x, float[] gradient) {
      evaluations++;
      double value = objective.evaluate(x, gradient);
      lowest = Math.min(lowest, value);
      return value;
    }
  }
}
