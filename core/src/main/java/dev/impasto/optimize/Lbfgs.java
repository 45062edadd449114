package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.storage.Floats;
import java.util.Map;
import java.util.TreeMap;

/**
 * The quasi-Newton method with limited memory: Nocedal and Wright, Numerical Optimization, 2nd
 * edition, Algorithm 7.5, with a line search for the strong Wolfe conditions (Algorithms 3.5 and
 * 3.6), and an initial matrix that differs from element to element ({@link DiagonalScaling}).
 * Nearly always the first step tried is accepted, so that an iteration costs one evaluation.
 *
 * <p>The result is the lowest point evaluated, or one whose value exceeds it by no more than the
 * objective's rounding. Where the value or the gradient is not finite, the step is shortened; where
 * that does not help, what was learned is forgotten, and after the third search in a row without
 * any value the run has failed. It ends early where the gradient vanishes or floats allow no
 * progress.
 *
 * <p>A run allocates up to {@code 2 history + 8} vectors as long as {@code x}, and one more for an
 * average.
 *
 * @param history how many of the last steps the curvature is learned from, at least 1
 * @param firstStep how far the element that moves farthest goes in the first step, as a share of
 *     the largest magnitude in {@code x}, or of 1 where all are smaller; above 0. What follows is
 *     scaled by the curvature found, so that only the first evaluations depend on it
 * @param decrease the least decrease to accept, as a share of what the slope promises: c1 of the
 *     Wolfe conditions, above 0
 * @param curvature the most of the slope that may be left after a step: c2 of the Wolfe conditions,
 *     above {@code decrease} and below 1
 * @param averaging see {@link Optimizer#averaging}
 * @param tolerance see {@link Optimizer#tolerance}
 */
public record Lbfgs(
    int history,
    double firstStep,
    double decrease,
    double curvature,
    double averaging,
    double tolerance)
    implements Optimizer {

  /** How much shorter the first step is when tried again after a line search without success. */
  static final double RETRY = 1e-3;

  /** How many searches in a row may find no value. */
  static final int MOST_FAILURES = 3;

  /** Checks the options. */
  public Lbfgs {
    require(history >= 1, "L-BFGS needs a history of at least 1 step, not %d", history);
    require(
        firstStep > 0 && Double.isFinite(firstStep),
        "the first step of L-BFGS must be above 0, not %s",
        firstStep);
    require(
        0 < decrease && decrease < curvature && curvature < 1,
        "the Wolfe conditions need 0 < decrease < curvature < 1, not %s and %s",
        decrease,
        curvature);
    IterateAverage.requireDecay(averaging);
    Gain.requireTolerance(tolerance);
  }

  /** A history of 20 steps: more steps save few evaluations and take more memory. */
  public Lbfgs() {
    this(20);
  }

  /** The usual options with another history. */
  public Lbfgs(int history) {
    this(history, 3e-3);
  }

  /** The usual Wolfe conditions with another history and first step. */
  public Lbfgs(int history, double firstStep) {
    this(history, firstStep, 1e-4, 0.9, 0, 0);
  }

  /** The same with another {@link #history()}. */
  public Lbfgs withHistory(int value) {
    return new Lbfgs(value, firstStep, decrease, curvature, averaging, tolerance);
  }

  @Override
  public Lbfgs withAveraging(double value) {
    return new Lbfgs(history, firstStep, decrease, curvature, value, tolerance);
  }

  @Override
  public Lbfgs withTolerance(double value) {
    return new Lbfgs(history, firstStep, decrease, curvature, averaging, value);
  }

  @Override
  public int vectors(int evaluations) {
    return LineSearch.VECTORS
        + LbfgsMemory.vectors(Math.min(history, evaluations - 1))
        + (averaging > 0 ? 1 : 0);
  }

  @Override
  public Minimization start(Objective objective, Floats x, OptimizerState inherited) {
    return new Descent(new LineSearch(objective, x, decrease, curvature));
  }

  @Override
  public Minimization resume(Objective objective, Floats x, OptimizerState state) {
    Descent descent = new Descent(new LineSearch(objective, x, decrease, curvature));
    descent.line.restore(state);
    descent.memory.restore(state, x);
    descent.average.restore(state);
    descent.gain.restore(state);
    return descent;
  }

  /** A minimization: the point, and what it remembers. */
  private final class Descent implements Minimization {
    private final LineSearch line;
    private final LbfgsMemory memory;
    private final IterateAverage average;
    private final Gain gain = new Gain(tolerance);
    private boolean failed;

    Descent(LineSearch line) {
      this.line = line;
      this.memory = new LbfgsMemory(history, line.vectors);
      this.average = new IterateAverage(averaging, line.x, line.vectors);
    }

    @Override
    public double run(int evaluations, Observer observer) {
      require(evaluations >= 1, "an optimizer needs at least 1 evaluation, not %d", evaluations);
      boolean more = !gain.isOver();
      if (line.spent == 0) {
        line.begin();
        failed = !line.isUsable();
        more = !failed && tell(observer);
      }
      // The last evaluation is kept for the average.
      int budget = average.isKept() ? evaluations - 1 : evaluations;
      double caution = 1;
      int failures = 0;
      while (more && line.spent < budget) {
        double slope = memory.direction(line.gradient, line.direction);
        if (!(slope < 0 && Double.isFinite(slope))) {
          if (memory.isEmpty()) {
            break; // the gradient is zero or not finite: there is no way down to follow
          }
          memory.clear();
          continue;
        }
        double first = memory.isEmpty() ? caution * firstStep(line) : 1;
        if (line.search(slope, first, budget)) {
          line.accept(memory);
          caution = 1;
          failures = 0;
          average.add(line.x);
          more = tell(observer);
          continue;
        }
        boolean nothing = line.foundNothing();
        failures += nothing ? 1 : 0;
        failed = failures == MOST_FAILURES;
        if (failed || (!nothing && memory.isEmpty() && caution < 1)) {
          break;
        }
        memory.clear();
        caution *= RETRY;
      }
      return average.isKnown() && line.spent < evaluations ? finished(observer) : line.value;
    }

    /** Tells of an iterate; returns whether to go on. */
    private boolean tell(Observer observer) {
      gain.reached(line.spent, line.value);
      return observer.iterate(line.spent, line.value, line.x) && !gain.isOver();
    }

    /** Takes the average of the iterates where it is better than the last; returns the value. */
    private double finished(Observer observer) {
      double value = line.tryInstead(average);
      if (value < line.value) {
        line.exchange();
        observer.iterate(line.spent + 1, value, line.x);
        return value;
      }
      return line.value;
    }

    @Override
    public boolean failed() {
      return failed;
    }

    /** The vector holds the last accepted iterate at any time. */
    @Override
    public void restore() {}

    @Override
    public OptimizerState state() {
      Map<String, Floats> state = new TreeMap<>();
      Map<String, Double> numbers = new TreeMap<>();
      line.save(state, numbers);
      memory.save(state, numbers);
      average.save(state, numbers);
      gain.save(numbers);
      return new OptimizerState(state, numbers);
    }
  }

  private double firstStep(LineSearch line) {
    double size = Math.max(1, line.vectors.largest(line.x));
    return firstStep * size / line.vectors.largest(line.direction);
  }
}
