package dev.impasto.optimize;

import java.util.Map;

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
    Variables u = new Variables(objective, x, x.clone());
    return u.minimization(optimizer.start(u, u.variables, inherited));
  }

  @Override
  public Minimization resume(Objective objective, float[] x, OptimizerState state) {
    float[] start = new float[x.length];
    state.restore(START, start);
    Variables u = new Variables(objective, x, start);
    Minimization inner = optimizer.resume(u, u.variables, state);
    u.move(u.variables);
    return u.minimization(inner);
  }

  /** The objective as a function of u. */
  private final class Variables extends Substitution {
    private final float[] start;

    Variables(Objective objective, float[] x, float[] start) {
      super(objective, x);
      this.start = start;
    }

    @Override
    void move(float[] at) {
      preconditioner.apply(at, x);
      vectors.add(x, 1, start);
    }

    @Override
    void chain(float[] at, float[] slope, float[] gradient) {
      preconditioner.apply(slope, gradient);
    }

    @Override
    Map<String, float[]> kept() {
      return Map.of(START, start);
    }
  }
}
