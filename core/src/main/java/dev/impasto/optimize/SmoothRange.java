package dev.impasto.optimize;

import dev.impasto.storage.Floats;

/**
 * Minimizes over variables v, which may be any numbers, the objective at {@code x = 1 / (1 + exp(-4
 * (v - 1/2)))}: x stays between 0 and 1 without a border that a step could meet. In the middle a
 * step in v is as long in x.
 *
 * <p>Values of the start at the ends of the range or beyond them begin a little within, where the
 * slope does not vanish. A run allocates two vectors as long as {@code x} besides those of what
 * minimizes.
 *
 * @param minimizer what minimizes over v
 */
public record SmoothRange(Minimizer minimizer) implements Minimizer {
  /** Less than half of the distance of two colors in 8 bits. */
  private static final double EDGE = 1.0 / 512;

  private static final double MIDDLE = 0.5;

  /** With it the slope in the middle is 1. */
  private static final double STEEPNESS = 4;

  @Override
  public Minimization start(Objective objective, Floats x, OptimizerState inherited) {
    Variables v = new Variables(objective, x);
    v.begin();
    return v.minimization(minimizer.start(v, v.variables, inherited));
  }

  @Override
  public Minimization resume(Objective objective, Floats x, OptimizerState state) {
    Variables v = new Variables(objective, x);
    Minimization inner = minimizer.resume(v, v.variables, state);
    v.move(v.variables);
    return v.minimization(inner);
  }

  /** The objective as a function of v. */
  private static final class Variables extends Substitution {
    Variables(Objective objective, Floats x) {
      super(objective, x);
    }

    /** The variables at which x is what it is, or nearly so. */
    void begin() {
      vectors
          .reading(x)
          .setting(variables)
          .each(
              (v, from, to) -> {
                for (int i = from; i < to; i++) {
                  double inside = Math.min(Math.max(v[0][i], EDGE), 1 - EDGE);
                  v[1][i] = (float) (MIDDLE + Math.log(inside / (1 - inside)) / STEEPNESS);
                }
              });
      move(variables);
    }

    @Override
    void move(Floats at) {
      vectors
          .reading(at)
          .setting(x)
          .each(
              (v, from, to) -> {
                for (int i = from; i < to; i++) {
                  v[1][i] = (float) (1 / (1 + Math.exp(-STEEPNESS * (v[0][i] - MIDDLE))));
                }
              });
    }

    @Override
    void chain(Floats at, Floats slope, Floats gradient) {
      vectors
          .reading(x, slope)
          .setting(gradient)
          .each(
              (v, from, to) -> {
                for (int i = from; i < to; i++) {
                  v[2][i] = (float) (STEEPNESS * v[0][i] * (1 - v[0][i]) * v[1][i]);
                }
              });
    }
  }
}
