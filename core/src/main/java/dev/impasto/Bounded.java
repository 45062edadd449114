package dev.impasto;

import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.request.ColorRange;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Parts;

/** An objective of colors that may not leave their range. */
record Bounded(Objective objective) implements Objective {
  /** The objective, bounded where colors are projected. */
  static Objective of(Objective objective, ColorRange colors) {
    return colors == ColorRange.PROJECT ? new Bounded(objective) : objective;
  }

  @Override
  public double evaluate(Floats x, Floats gradient) {
    return objective.evaluate(x, gradient);
  }

  @Override
  public void project(Floats x) {
    new Parts(parallel())
        .changing(x)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                v[0][i] = Math.min(Math.max(v[0][i], 0), 1);
              }
            });
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
