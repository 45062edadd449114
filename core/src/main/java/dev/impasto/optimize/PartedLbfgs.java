package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import org.jspecify.annotations.Nullable;

/**
 * {@link Lbfgs} on vectors that no machine has as a whole: the same steps but for rounding. What
 * decides about them are products of the vectors alone, which are sums over their parts; Chen, Wang
 * and Zhou, "Large-scale L-BFGS using MapReduce" (NIPS 2014).
 */
public final class PartedLbfgs {
  private final Lbfgs options;
  private final PartedVectors vectors;
  private final double rounding;
  private final Gain gain;
  private int spent;
  private double value;
  private double least = Double.POSITIVE_INFINITY;

  /** The lowest evaluation of the present search, if it is lower than its start. */
  private PartedVectors.@Nullable Evaluated lowest;

  private int tried;
  private int found;
  private boolean failed;

  /**
   * Prepares a minimization.
   *
   * @param options without averaging
   * @param rounding see {@link Objective#rounding}
   */
  public PartedLbfgs(Lbfgs options, PartedVectors vectors, double rounding) {
    require(options.averaging() == 0, "iterates that lie on several machines are not averaged");
    this.options = options;
    this.vectors = vectors;
    this.rounding = rounding;
    this.gain = new Gain(options.tolerance());
  }

  /** Is told of iterates. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Is told of one.
     *
     * @param evaluations spent so far
     * @return whether to go on
     */
    boolean iterate(int evaluations, double value);
  }

  /** Whether there was no finite value or gradient, as {@link Minimization#failed} says. */
  public boolean failed() {
    return failed;
  }

  /**
   * Minimizes, as {@link Minimization#run} does.
   *
   * @param evaluations at least 1
   * @return the value at the last iterate
   */
  public double run(int evaluations, Observer observer) {
    require(evaluations >= 1, "an optimizer needs at least 1 evaluation, not %d", evaluations);
    value = vectors.begin();
    spent = 1;
    VectorProducts products = vectors.products();
    failed = !Double.isFinite(value) || !Double.isFinite(products.square);
    boolean more = !failed && tell(observer);
    double caution = 1;
    int failures = 0;
    while (more && spent < evaluations) {
      VectorProducts.Direction along = products.direction();
      boolean empty = products.pairs() == 0;
      if (!(along.slope() < 0 && Double.isFinite(along.slope()))) {
        if (empty) {
          break; // the gradient is zero or not finite: there is no way down to follow
        }
        vectors.forget();
        products = products.withoutPairs();
        continue;
      }
      vectors.direct(along);
      search(along.slope(), empty ? caution * firstStep(products) : 1, evaluations);
      PartedVectors.Evaluated reached = lowest;
      if (reached != null) {
        vectors.accept(reached, options.history());
        value = reached.value();
        caution = 1;
        failures = 0;
        more = tell(observer);
        products = more && spent < evaluations ? vectors.products() : products;
        continue;
      }
      boolean nothing = tried > 0 && found == 0;
      failures += nothing ? 1 : 0;
      failed = failures == Lbfgs.MOST_FAILURES;
      if (failed || (!nothing && empty && caution < 1)) {
        break;
      }
      vectors.forget();
      products = products.withoutPairs();
      caution *= Lbfgs.RETRY;
    }
    return value;
  }

  private boolean tell(Observer observer) {
    gain.reached(spent, value);
    return observer.iterate(spent, value) && !gain.isOver();
  }

  private double firstStep(VectorProducts products) {
    return options.firstStep() * Math.max(1, products.largest) / products.largestSlope;
  }

  /** As {@link LineSearch#search}. */
  private void search(double slope, double first, int budget) {
    tried = 0;
    found = 0;
    lowest = null;
    least = Math.min(least, value);
    double slack = rounding * Math.abs(least);
    double limit = slack > 0 ? least + slack : Double.NEGATIVE_INFINITY;
    double start = Math.max(limit, value);
    new WolfeSteps(options.decrease(), options.curvature(), value, slope, limit, slack)
        .search(first, step -> spent < budget ? evaluate(step, start) : null);
  }

  private WolfeSteps.@Nullable Point evaluate(double step, double start) {
    PartedVectors.Evaluated at = vectors.evaluate(step);
    if (at.sums().moved() == 0) {
      return null; // it is this very point
    }
    spent++;
    tried++;
    double slope = at.sums().slope();
    if (!Double.isFinite(at.value()) || !Double.isFinite(slope)) {
      return new WolfeSteps.Point(step, Double.POSITIVE_INFINITY, Double.NaN);
    }
    found++;
    if (at.value() < (lowest == null ? start : lowest.value())) {
      lowest = at;
      vectors.keep();
    }
    return new WolfeSteps.Point(step, at.value(), slope);
  }
}
