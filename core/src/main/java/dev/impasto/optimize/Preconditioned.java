package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Minimizes over u, from 0, the objective at {@code x = x0 + P u}: the derivative with respect to u
 * is P times that with respect to x, so that the steps of a method that follows the gradient favor
 * what P enlarges. The minima are those of the objective itself; which of them is reached, and how
 * soon, is another matter.
 *
 * <p>A run allocates three vectors as long as {@code x} besides the optimizer's.
 *
 * @param optimizer what minimizes
 * @param preconditioner P
 */
public record Preconditioned(Optimizer optimizer, Preconditioner preconditioner)
    implements Minimizer {
  private static final String START = "x0";

  @Override
  public Minimization start(Objective objective, float[] x, OptimizerState inherited) {
    Variables variables = new Variables(objective, x, x.clone());
    return variables.minimization(optimizer.start(variables, variables.u, inherited));
  }

  @Override
  public Minimization resume(Objective objective, float[] x, OptimizerState state) {
    float[] start = new float[x.length];
    state.restore(START, start);
    Variables variables = new Variables(objective, x, start);
    Minimization inner = optimizer.resume(variables, variables.u, state);
    variables.move(variables.u);
    return variables.minimization(inner);
  }

  /** The objective as a function of u. */
  private final class Variables implements Objective {
    private final Objective objective;
    private final float[] x;
    private final float[] start;
    private final float[] u;
    private final float[] slope;
    private final ParallelVectors vectors;

    Variables(Objective objective, float[] x, float[] start) {
      this.objective = objective;
      this.x = x;
      this.start = start;
      this.u = new float[x.length];
      this.slope = new float[x.length];
      this.vectors = new ParallelVectors(objective.parallel());
    }

    /** {@code x = start + P at}. */
    void move(float[] at) {
      preconditioner.apply(at, x);
      vectors.add(x, 1, start);
    }

    @Override
    public double evaluate(float[] at, float[] gradient) {
      move(at);
      double value = objective.evaluate(x, slope);
      preconditioner.apply(slope, gradient);
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
          move(u);
          return value;
        }

        @Override
        public boolean failed() {
          return inner.failed();
        }

        @Override
        public void restore() {
          inner.restore();
          move(u);
        }

        @Override
        public OptimizerState state() {
          OptimizerState state = inner.state();
          Map<String, float[]> all = new TreeMap<>(state.vectors());
          all.put(START, start);
          return new OptimizerState(all, state.numbers());
        }

        @Override
        public OptimizerState inheritance(UnaryOperator<float[]> resize, double factor) {
          return inner.inheritance(resize, factor);
        }
      };
    }
  }
}
