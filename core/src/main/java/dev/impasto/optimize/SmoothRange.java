package dev.impasto.optimize;

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
  public Minimization start(Objective objective, float[] x, OptimizerState inherited) {
    Variables v = new Variables(objective, x);
    v.begin();
    return v.minimization(minimizer.start(v, v.variables, inherited));
  }

  @Override
  public Minimization resume(Objective objective, float[] x, OptimizerState state) {
    Variables v = new Variables(objective, x);
    Minimization inner = minimizer.resume(v, v.variables, state);
    v.move(v.variables);
    return v.minimization(inner);
  }

  /** The objective as a function of v. */
  private static final class Variables extends Substitution {
    Variables(Objective objective, float[] x) {
      super(objective, x);
    }

    /** The variables at which x is what it is, or nearly so. */
    void begin() {
      vectors.each(
          x.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              double inside = Math.min(Math.max(x[i], EDGE), 1 - EDGE);
              variables[i] = (float) (MIDDLE + Math.log(inside / (1 - inside)) / STEEPNESS);
            }
          });
      move(variables);
    }

    @Override
    void move(float[] at) {
      vectors.each(
          x.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              x[i] = (float) (1 / (1 + Math.exp(-STEEPNESS * (at[i] - MIDDLE))));
            }
          });
    }

    @Override
    void chain(float[] at, float[] slope, float[] gradient) {
      vectors.each(
          x.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              gradient[i] = (float) (STEEPNESS * x[i] * (1 - x[i]) * slope[i]);
            }
          });
    }
  }
}
