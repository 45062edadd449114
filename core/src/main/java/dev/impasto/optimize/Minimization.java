package dev.impasto.optimize;

import dev.impasto.storage.Floats;
import java.util.function.UnaryOperator;

/** A minimization that a {@link Minimizer} has started. For one thread. */
public interface Minimization {
  /**
   * Minimizes on, until so many evaluations have been spent in all, or the observer stops it, or
   * nothing is left to gain.
   *
   * @param evaluations how many evaluations of the objective may be spent since the start, at least
   *     1
   * @param observer is told of every iterate and may stop the run
   * @return the value of the objective at the result, which the vector that was given at the start
   *     holds; never worse than the start
   */
  double run(int evaluations, Optimizer.Observer observer);

  /**
   * Whether the run ended because there was no finite value or gradient, at the start or wherever
   * shorter and shorter steps led from the best iterate, which then is the result.
   */
  boolean failed();

  /**
   * Puts the best iterate so far into the vector that was given at the start: after {@link #run}
   * was left by an exception.
   */
  void restore();

  /**
   * What {@link Minimizer#resume} needs to go on from the last iterate to the same bits. Its
   * vectors are this minimization's own, not copies: they are valid during the observer's call and
   * after {@link #run}, though not if it was left by an exception.
   */
  OptimizerState state();

  /**
   * What a minimization of a related problem may begin with, such as that of the same picture at
   * another size; nothing where the method keeps nothing of use.
   *
   * @param resize makes a vector of the next problem from one of this, which it may give back
   * @param factor how many times as large an element of the next gradient is
   */
  default OptimizerState inheritance(UnaryOperator<Floats> resize, double factor) {
    return OptimizerState.EMPTY;
  }
}
