package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a minimization at an iterate, as named vectors and numbers: all that its steps to
 * come depend on but the objective.
 *
 * @param vectors by name; not copied, not to be modified
 * @param numbers by name
 */
public record OptimizerState(Map<String, Floats> vectors, Map<String, Double> numbers) {
  /** Of a minimization that has learned nothing. */
  public static final OptimizerState EMPTY = new OptimizerState(Map.of(), Map.of());

  /** Keeps both in the order of their names. */
  public OptimizerState {
    vectors = Collections.unmodifiableMap(new TreeMap<>(vectors));
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /** The same state in vectors of its own, which lie in the Java heap. */
  public OptimizerState copy() {
    Map<String, Floats> copies = new TreeMap<>();
    vectors.forEach((name, vector) -> copies.put(name, vector.copiedTo(Storage.HEAP)));
    return new OptimizerState(copies, numbers);
  }

  /** Copies a vector of a length to where a minimization has it. */
  void restore(String name, Floats target) {
    Floats vector = vectors.get(name);
    require(
        vector != null && vector.length() == target.length(),
        "the optimizer's state has no '%s' of %d values",
        name,
        target.length());
    if (vector != null) {
      new ParallelVectors(Parallel.ALONE).copy(vector, target);
    }
  }

  /** A number. */
  double number(String name) {
    Double number = numbers.get(name);
    require(number != null, "the optimizer's state has no number '%s'", name);
    return number == null ? Double.NaN : number;
  }

  /** A whole number from 0 to {@code most}. */
  int count(String name, int most) {
    double number = number(name);
    require(
        number >= 0 && number <= most && number == Math.rint(number),
        "'%s' in the optimizer's state must be 0 to %d, not %s",
        name,
        most,
        number);
    return (int) number;
  }
}
