package dev.impasto;

import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.request.ColorRange;

/** An objective of colors that may not leave their range. */
record Bounded(Objective objective) implements Objective {
  /** The objective, bounded where colors are projected. */
  static Objective of(Objective objective, ColorRange colors) {
    return colors == ColorRange.PROJECT ? new Bounded(objective) : objective;
  }

  @Override
  public double evaluate(float[] x, float[] gradient) {
    return objective.evaluate(x, gradient);
  }

  @Override
  public void project(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(Math.max(x[i], 0), 1);
    }
  }

  @Override
  public double rounding() {
    return objective.rounding();
  }

  @Override
  public Parallel parallel() {
    return objective.parallel();
  }
}
