package dev.impasto.optimize;

/**
 * Where the vectors of a {@link PartedLbfgs} are: in parts ({@link VectorPart}), on machines that
 * each have some of them. All that passes here are sums over the parts.
 */
public interface PartedVectors {
  /**
   * Evaluates the objective and its gradient at the start.
   *
   * @return the value
   */
  double begin();

  /** The sum of {@link VectorPart#products}. */
  VectorProducts products();

  /** Has each part {@link VectorPart#directed}. */
  void direct(VectorProducts.Direction along);

  /**
   * Evaluates after a step along the direction.
   *
   * @return the value, and the sum of {@link VectorPart#sums}
   */
  Evaluated evaluate(double step);

  /**
   * What an evaluation gave.
   *
   * @param step where, along the direction
   * @param value of the objective
   * @param sums of all parts
   */
  record Evaluated(double step, double value, VectorPart.StepSums sums) {}

  /** Keeps the gradient of the evaluation before, in the place of one kept earlier. */
  void keep();

  /**
   * Has each part {@link VectorPart#stepped}, with the gradient that was kept.
   *
   * @param kept the evaluation that it is of
   * @param history how many pairs are remembered at most
   */
  void accept(Evaluated kept, int history);

  /** Has each part {@link VectorPart#forgetting}. */
  void forget();
}
