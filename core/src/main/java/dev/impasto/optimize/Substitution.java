package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An objective of x as one of other variables, of which x is a function. */
abstract class Substitution implements Objective {
  private final Objective objective;
  private final Floats slope;

  /** Holds x at the variables that were evaluated or observed last. */
  final Floats x;

  /** The variables of the minimization. */
  final Floats variables;

  final ParallelVectors vectors;

  Substitution(Objective objective, Floats x) {
    this.objective = objective;
    this.x = x;
    this.variables = ParallelVectors.like(x);
    this.slope = ParallelVectors.like(x);
    this.vectors = new ParallelVectors(objective.parallel());
  }

  /** Puts the value of the function into {@link #x}. */
  abstract void move(Floats at);

  /**
   * The chain rule.
   *
   * @param slope the derivative with respect to x
   * @param gradient receives that with respect to the variables
   */
  abstract void chain(Floats at, Floats slope, Floats gradient);

  /** Vectors that the function depends on, by name. */
  Map<String, Floats> kept() {
    return Map.of();
  }

  @Override
  public double evaluate(Floats at, Floats gradient) {
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
        Map<String, Floats> all = new TreeMap<>(state.vectors());
        all.putAll(kept());
        return new OptimizerState(all, state.numbers());
      }

      @Override
      public OptimizerState inheritance(UnaryOperator<Floats> resize, double factor) {
        return inner.inheritance(resize, factor);
      }
    };
  }
}
