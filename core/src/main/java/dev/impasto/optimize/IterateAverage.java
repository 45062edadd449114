package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Arrays;
import java.util.Map;

/**
 * The exponential average of a minimization's iterates, without the bias to the zeros it begins
 * with: where they hop around a minimum, it lies nearer to that. Nothing is kept with a decay of 0.
 */
final class IterateAverage {
  private final double decay;
  private final float[] sum;

  /** How much of {@link #sum} is still its initial zero. */
  private double power = 1;

  /** Of vectors of a length. */
  IterateAverage(double decay, int length) {
    this.decay = decay;
    sum = new float[decay > 0 ? length : 0];
  }

  static void requireDecay(double decay) {
    require(
        decay >= 0 && decay < 1,
        "the decay of the iterates' average must be 0 to below 1, not %s",
        decay);
  }

  /** Whether one is kept. */
  boolean isKept() {
    return decay > 0;
  }

  /** Whether there is one: an iterate has been added. */
  boolean isKnown() {
    return power < 1;
  }

  void add(float[] iterate) {
    if (!isKept()) {
      return;
    }
    power *= decay;
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (decay * sum[i] + (1 - decay) * iterate[i]);
    }
  }

  void forget() {
    power = 1;
    Arrays.fill(sum, 0);
  }

  /** Puts it into a vector. */
  void into(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (sum[i] / (1 - power));
    }
  }

  void save(Map<String, float[]> state, Map<String, Double> numbers) {
    if (isKept()) {
      numbers.put("averagePower", power);
      state.put("average", sum);
    }
  }

  void restore(OptimizerState state) {
    if (isKept()) {
      power = state.number("averagePower");
      state.restore("average", sum);
    }
  }
}
