package dev.impasto.optimize;

import static dev.impasto.storage.Values.values;

import dev.impasto.storage.Floats;

/** An objective of arrays; it copies what does not lie in any. */
@SuppressWarnings("FunctionalInterfaceMethodChanged")
@FunctionalInterface
interface ArrayObjective extends Objective {
  @Override
  double evaluate(float[] x, float[] gradient);

  @Override
  default double evaluate(Floats x, Floats gradient) {
    float[] slopes = values(gradient);
    double value = evaluate(values(x), slopes);
    gradient.write(0, slopes, 0, slopes.length);
    return value;
  }
}
