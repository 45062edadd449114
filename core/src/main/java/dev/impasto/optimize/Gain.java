package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Map;

/**
 * Tells when a minimization gains nothing any more: when its lowest value has fallen by no more
 * than a share of itself over the last {@value #WINDOW} evaluations. A share of 0 is never reached.
 */
final class Gain {
  /** So many that a few steps without success, as Adam takes them at a new size, do not count. */
  static final int WINDOW = 20;

  private static final String LAST = "gain.last";
  private static final String LOWEST = "gain.";

  private final double tolerance;

  /** The lowest value after each of the last evaluations, the n-th in place n modulo the length. */
  private final double[] lowest = new double[WINDOW + 1];

  private int last;

  Gain(double tolerance) {
    this.tolerance = tolerance;
  }

  static void requireTolerance(double tolerance) {
    require(
        tolerance >= 0 && tolerance < 1, "the tolerance must be 0 to below 1, not %s", tolerance);
  }

  /** To be told of an iterate: the evaluations up to it, and the lowest value until then. */
  void reached(int evaluations, double value) {
    double before = last == 0 ? value : lowest[last % lowest.length];
    for (int i = Math.max(last + 1, evaluations - WINDOW); i < evaluations; i++) {
      lowest[i % lowest.length] = before;
    }
    lowest[evaluations % lowest.length] = value;
    last = evaluations;
  }

  /** Whether nothing is gained any more. */
  boolean isOver() {
    if (tolerance == 0 || last <= WINDOW) {
      return false;
    }
    double before = lowest[(last - WINDOW) % lowest.length];
    return before - lowest[last % lowest.length] <= tolerance * Math.abs(before);
  }

  void save(Map<String, Double> numbers) {
    if (tolerance > 0) {
      numbers.put(LAST, (double) last);
      for (int i = 0; i < lowest.length; i++) {
        numbers.put(LOWEST + i, lowest[i]);
      }
    }
  }

  void restore(OptimizerState state) {
    if (tolerance > 0) {
      last = state.count(LAST, Integer.MAX_VALUE);
      for (int i = 0; i < lowest.length; i++) {
        lowest[i] = state.number(LOWEST + i);
      }
    }
  }
}
