package dev.impasto.optimize;

import dev.impasto.storage.Floats;
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
  public Minimization start(Objective objective, Floats x, OptimizerState inherited) {
    Variables u = new Variables(objective, x, ParallelVectors.like(x));
    u.vectors.copy(x, u.start);
    return u.minimization(optimizer.start(u, u.variables, inherited));
  }

  @Override
  public Minimization resume(Objective objective, Floats x, OptimizerState state) {
    Floats start = ParallelVectors.like(x);
    state.restore(START, start);
    Variables u = new Variables(objective, x, start);
    Minimization inner = optimizer.resume(u, u.variables, state);
    u.move(u.variables);
    return u.minimization(inner);
  }

  /** The objective as a function of u. */
  private final class Variables extends Substitution {
    private final Floats start;

    Variables(Objective objective, Floats x, Floats start) {
      super(objective, x);
      this.start = start;
    }

    @Override
    void move(Floats at) {
      preconditioner.apply(at, x);
      vectors.add(x, 1, start);
    }

    @Override
    void chain(Floats at, Floats slope, Floats gradient) {
      preconditioner.apply(slope, gradient);
    }

    @Override
    Map<String, Floats> kept() {
      return Map.of(START, start);
    }
  }
}
