package dev.impasto.optimize;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Adam's averages of the gradient and of its square. */
final class AdamState {
  final float[] first;
  final float[] second;

  /** The powers of the decays: how much of each average is still its initial zero. */
  double power1 = 1;

  double power2 = 1;

  /** As before the first step: nothing is known. */
  AdamState(int length) {
    first = new float[length];
    second = new float[length];
  }

  void forget() {
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    power1 = 1;
    power2 = 1;
  }

  void save(Map<String, float[]> state, Map<String, Double> numbers) {
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
  OptimizerState carriedOver(UnaryOperator<float[]> resize, double factor) {
    float[] nextFirst = resize.apply(first.clone());
    float[] nextSecond = resize.apply(second.clone());
    for (int i = 0; i < nextFirst.length; i++) {
      nextFirst[i] *= (float) factor;
      nextSecond[i] =
          Math.max((float) (factor * factor * nextSecond[i]), nextFirst[i] * nextFirst[i]);
    }
    Map<String, float[]> state = new TreeMap<>();
    state.put("first", nextFirst);
    state.put("second", nextSecond);
    return new OptimizerState(state, Map.of("power1", power1, "power2", power2));
  }
}
