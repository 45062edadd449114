package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.storage.Floats;
import java.util.Map;

/**
 * The exponential average of a minimization's iterates, without the bias to the zeros it begins
 * with: where they hop around a minimum, it lies nearer to that. Nothing is kept with a decay of 0.
 */
final class IterateAverage {
  private final double decay;
  private final ParallelVectors vectors;
  private final Floats sum;

  /** How much of {@link #sum} is still its initial zero. */
  private double power = 1;

  /** Of vectors like one. */
  IterateAverage(double decay, Floats like, ParallelVectors vectors) {
    this.decay = decay;
    this.vectors = vectors;
    sum = like.storage().floats(decay > 0 ? like.length() : 0);
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

  void add(Floats iterate) {
    if (!isKept()) {
      return;
    }
    power *= decay;
    vectors
        .changing(sum)
        .reading(iterate)
        .each(
            (v, from, to) -> {
              float[] average = v[0];
              float[] x = v[1];
              for (int i = from; i < to; i++) {
                average[i] = (float) (decay * average[i] + (1 - decay) * x[i]);
              }
            });
  }

  void forget() {
    power = 1;
    vectors.clear(sum);
  }

  /** Puts it into a vector. */
  void into(Floats x) {
    vectors
        .reading(sum)
        .setting(x)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                v[1][i] = (float) (v[0][i] / (1 - power));
              }
            });
  }

  void save(Map<String, Floats> state, Map<String, Double> numbers) {
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
