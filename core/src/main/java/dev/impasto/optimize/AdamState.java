package dev.impasto.optimize;

import dev.impasto.storage.Floats;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Adam's averages of the gradient and of its square. */
final class AdamState {
  final Floats first;
  final Floats second;
  private final ParallelVectors vectors;

  /** The powers of the decays: how much of each average is still its initial zero. */
  double power1 = 1;

  double power2 = 1;

  /** As before the first step of a vector: nothing is known. */
  AdamState(Floats x, ParallelVectors vectors) {
    this.vectors = vectors;
    first = ParallelVectors.like(x);
    second = ParallelVectors.like(x);
  }

  void forget() {
    vectors.clear(first);
    vectors.clear(second);
    power1 = 1;
    power2 = 1;
  }

  void save(Map<String, Floats> state, Map<String, Double> numbers) {
    state.put("first", first);
    state.put("second", second);
    numbers.put("power1", power1);
    numbers.put("power2", power2);
  }

  void restore(OptimizerState state) {
    state.restore("first", first);
    state.restore("second", second);
    power1 = state.number("power1");
    power2 = state.number("power2");
  }

  /**
   * The averages as a related problem begins with them. That of the squares is kept at or above the
   * square of the other, as in any average, so that no step is longer than Adam's steps are.
   */
  OptimizerState carriedOver(UnaryOperator<Floats> resize, double factor) {
    Floats nextFirst = resize.apply(vectors.copyOf(first));
    Floats nextSecond = resize.apply(vectors.copyOf(second));
    vectors
        .changing(nextFirst, nextSecond)
        .each(
            (v, from, to) -> {
              float[] mean = v[0];
              float[] square = v[1];
              for (int i = from; i < to; i++) {
                mean[i] *= (float) factor;
                square[i] = Math.max((float) (factor * factor * square[i]), mean[i] * mean[i]);
              }
            });
    Map<String, Floats> state = new TreeMap<>();
    state.put("first", nextFirst);
    state.put("second", nextSecond);
    return new OptimizerState(state, Map.of("power1", power1, "power2", power2));
  }
}
