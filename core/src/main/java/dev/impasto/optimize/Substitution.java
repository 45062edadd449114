package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An objective of x as one of other variables, of which x is a function. */
abstract class Substitution implements Objective {
  private final Objective objective;
  private final float[] slope;

  /** Holds x at the variables that were evaluated or observed last. */
  final float[] x;

  /** The variables of the minimization. */
  final float[] variables;

  final ParallelVectors vectors;

  Substitution(Objective objective, float[] x) {
    this.objective = objective;
    this.x = x;
    this.variables = new float[x.length];
    this.slope = new float[x.length];
    this.vectors = new ParallelVectors(objective.parallel());
  }

  /** Puts the value of the function into {@link #x}. */
  abstract void move(float[] at);

  /**
   * The chain rule.
   *
   * @param slope the derivative with respect to x
   * @param gradient receives that with respect to the variables
   */
  abstract void chain(float[] at, float[] slope, float[] gradient);

  /** Vectors that the function depends on, by name. */
  Map<String, float[]> kept() {
    return Map.of();
  }

  @Override
  public double evaluate(float[] at, float[] gradient) {
    move(at);
    double value = objective.evaluate(x, slope);
    chain(at, slope, gradient);
    return value;
  }

  @Override
  public double rounding() {
    return objective.rounding();
  }

  @Override
  public Parallel parallel() {
    return objective.parallel();
  }

  /** A minimization over the variables as one over x. */
  Minimization minimization(Minimization inner) {
    return new Minimization() {
      @Override
      public double run(int evaluations, Optimizer.Observer observer) {
        double value =
            inner.run(
                evaluations,
                (spent, iterate, at) -> {
                  move(at);
                  return observer.iterate(spent, iterate, x);
                });
        move(variables);
        return value;
      }

      @Override
      public boolean failed() {
        return inner.failed();
      }

      @Override
      public void restore() {
        inner.restore();
        move(variables);
      }

      @Override
      public OptimizerState state() {
        OptimizerState state = inner.state();
        Map<String, float[]> all = new TreeMap<>(state.vectors());
        all.putAll(kept());
        return new OptimizerState(all, state.numbers());
      }

      @Override
      public OptimizerState inheritance(UnaryOperator<float[]> resize, double factor) {
        return inner.inheritance(resize, factor);
      }
    };
  }
}
