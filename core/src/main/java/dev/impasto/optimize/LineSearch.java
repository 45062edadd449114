package dev.impasto.optimize;

import dev.impasto.storage.Floats;
import java.util.Map;

/**
 * A point that moves along directions, each time to a step that fulfills the strong Wolfe
 * conditions: {@link WolfeSteps}.
 *
 * <p>Where the value or the slope is not finite, the step counts as one that went too far. Values
 * that exceed the lowest one so far by no more than the objective's rounding count as decreased
 * enough: there the slope alone decides. Otherwise the search could never leave a value that was
 * rounded down by chance.
 */
final class LineSearch {
  /** How many vectors a search allocates. */
  static final int VECTORS = 5;

  private final Objective objective;
  private final double decrease;
  private final double curvature;

  final ParallelVectors vectors;
  final Floats x;

  /** The last iterate: {@link #x}, but where that holds another result. */
  private Floats iterate;

  final Floats direction;
  Floats gradient;
  double value;
  int spent;

  /** The lowest value of all searches. */
  private double least = Double.POSITIVE_INFINITY;

  /** The lowest point of the last search: its step, value and gradient. */
  private double step;

  private double lowest;
  private Floats lowestGradient;

  /** Evaluations of the last search, and how many of them gave a value and a slope. */
  private int tried;

  private int found;

  private final Floats trial;
  private Floats trialGradient;

  /** Takes over {@code x}; {@link #begin} or {@link #restore} comes first. */
  LineSearch(Objective objective, Floats x, double decrease, double curvature) {
    this.objective = objective;
    this.x = x;
    this.iterate = x;
    this.decrease = decrease;
    this.curvature = curvature;
    vectors = new ParallelVectors(objective.parallel());
    direction = ParallelVectors.like(x);
    gradient = ParallelVectors.like(x);
    trial = ParallelVectors.like(x);
    trialGradient = ParallelVectors.like(x);
    lowestGradient = ParallelVectors.like(x);
  }

  /** Evaluates the start. */
  void begin() {
    value = objective.evaluate(x, gradient);
    spent = 1;
  }

  /** Whether the value and the gradient are finite. */
  boolean isUsable() {
    return Double.isFinite(value) && Double.isFinite(vectors.sum(gradient));
  }

  /** The value at an average of the iterates; {@link #exchange} goes there. */
  double tryInstead(IterateAverage average) {
    average.into(trial);
    return objective.evaluate(trial, trialGradient);
  }

  /** Has {@link #x} hold what was tried, as the result; the last iterate is kept beside it. */
  void exchange() {
    vectors
        .changing(x, trial)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                float tried = v[1][i];
                v[1][i] = v[0][i];
                v[0][i] = tried;
              }
            });
    iterate = trial;
  }

  /** Adds the point and what has been seen to a state. */
  void save(Map<String, Floats> state, Map<String, Double> numbers) {
    state.put("x", iterate);
    state.put("gradient", gradient);
    numbers.put("value", value);
    numbers.put("least", least);
    numbers.put("spent", (double) spent);
  }

  /** Goes to where a state was. */
  void restore(OptimizerState state) {
    state.restore("x", x);
    state.restore("gradient", gradient);
    value = state.number("value");
    least = state.number("least");
    spent = state.count("spent", Integer.MAX_VALUE);
  }

  /**
   * Searches a step along the direction, from {@code first} on, and stops at one that fulfills the
   * strong Wolfe conditions, or when the budget is spent.
   *
   * @param slope the derivative of the value along the direction here, below 0
   * @param budget how many evaluations may be spent since the start
   * @return whether a point lower than this one was found, or one whose value exceeds the lowest by
   *     no more than rounding; {@link #accept} goes to the lowest of this search
   */
  boolean search(double slope, double first, int budget) {
    step = 0;
    tried = 0;
    found = 0;
    least = Math.min(least, value);
    double slack = objective.rounding() * Math.abs(least);
    double limit = slack > 0 ? least + slack : Double.NEGATIVE_INFINITY;
    lowest = Math.max(limit, value);
    boolean fulfilled =
        new WolfeSteps(decrease, curvature, value, slope, limit, slack)
            .search(first, next -> spent < budget && move(next) ? evaluate(next) : null);
    return fulfilled || step > 0;
  }

  /** Whether the last search found no value anywhere, however short its steps became. */
  boolean foundNothing() {
    return tried > 0 && found == 0;
  }

  /** Puts the point after a step into {@link #trial}; false if it is this very point. */
  private boolean move(double step) {
    float t = (float) step;
    double[] moved =
        vectors
            .reading(x, direction)
            .setting(trial)
            .sums(1, (v, from, to, sums) -> sums[0] = move(t, v[0], v[1], v[2], from, to));
    return moved[0] > 0;
  }

  /** How many elements move. */
  private static int move(float t, float[] x, float[] direction, float[] to, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      to[i] = x[i] + t * direction[i];
      count += to[i] != x[i] ? 1 : 0;
    }
    return count;
  }

  private WolfeSteps.Point evaluate(double t) {
    double v = objective.evaluate(trial, trialGradient);
    spent++;
    tried++;
    double slope = vectors.dot(trialGradient, direction);
    if (!Double.isFinite(v) || !Double.isFinite(slope)) {
      return new WolfeSteps.Point(t, Double.POSITIVE_INFINITY, Double.NaN);
    }
    found++;
    if (v < lowest) {
      lowest = v;
      step = t;
      Floats swap = lowestGradient;
      lowestGradient = trialGradient;
      trialGradient = swap;
    }
    return new WolfeSteps.Point(t, v, slope);
  }

  /** Goes to the lowest point of the last search and tells {@code memory} of the step. */
  void accept(LbfgsMemory memory) {
    move(step);
    memory.add(x, gradient, trial, lowestGradient);
    vectors.copy(trial, x);
    Floats swap = gradient;
    gradient = lowestGradient;
    lowestGradient = swap;
    value = lowest;
  }
}
