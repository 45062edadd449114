package dev.impasto.optimize;

import dev.impasto.parallel.Parallel;

/**
 * Minimizes over u, from 0, the objective at {@code x = x0 + P u}: the derivative with respect to u
 * is P times that with respect to x, so that the steps of a method that follows the gradient favor
 * what P enlarges. The minima are those of the objective itself; which of them is reached, and how
 * soon, is another matter.
 *
 * <p>A run allocates three vectors as long as {@code x} beside what the optimizer does.
 *
 * @param optimizer what minimizes
 * @param preconditioner P
 */
public record Preconditioned(Optimizer optimizer, Preconditioner preconditioner)
    implements Optimizer {

  @Override
  public double minimize(Objective objective, float[] x, int evaluations, Observer observer) {
    float[] start = x.clone();
    float[] u = new float[x.length];
    float[] slope = new float[x.length];
    ParallelVectors vectors = new ParallelVectors(objective.parallel());
    Objective inner =
        new Objective() {
          @Override
          public double evaluate(float[] at, float[] gradient) {
            move(vectors, start, at, x);
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
        };
    double value =
        optimizer.minimize(
            inner,
            u,
            evaluations,
            (spent, iterate, at) -> {
              move(vectors, start, at, x);
              return observer.iterate(spent, iterate, x);
            });
    move(vectors, start, u, x);
    return value;
  }

  /** {@code x = start + P u}. */
  private void move(ParallelVectors vectors, float[] start, float[] u, float[] x) {
    preconditioner.apply(u, x);
    vectors.add(x, 1, start);
  }
}
