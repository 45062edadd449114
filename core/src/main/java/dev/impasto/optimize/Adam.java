package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.storage.Floats;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Steps of a nearly constant size, scaled per element by running averages of the gradient: Kingma
 * and Ba, Adam: A Method for Stochastic Optimization, 2015, Algorithm 1.
 *
 * <p>After each step the iterate is {@linkplain Objective#project projected}.
 *
 * <p>Where the value or the gradient is not finite, or the value a thousand times that at the
 * start, the run goes back to the best iterate, forgets its averages and makes its steps a quarter
 * as long. The third time in a row without a finite value the run has failed. The result is the
 * best iterate or, if one is kept and is better, the average of the iterates.
 *
 * @param stepSize about how far each element moves in one step, above 0
 * @param beta1 decay of the average of the gradient, 0 to below 1
 * @param beta2 decay of the average of the squared gradient, 0 to below 1
 * @param epsilon keeps the step finite where the gradient is next to nothing, above 0
 * @param averaging decay of the average of the iterates (section 7.2, with its correction of the
 *     bias), below 1; 0 keeps no average
 * @param decay what the step size is multiplied by after each step, above 0 and at most 1
 * @param tolerance see {@link Optimizer#tolerance}
 */
public record Adam(
    double stepSize,
    double beta1,
    double beta2,
    double epsilon,
    double averaging,
    double decay,
    double tolerance)
    implements Optimizer {
  /** How many times the value at the start is beyond all that a step on the way down gives. */
  private static final double BEYOND = 1000;

  /** How much shorter the steps are that follow one that was taken back. */
  private static final double SHORTER = 0.25;

  /** How often in a row there may be no finite value. */
  private static final int MOST_FAILURES = 3;

  /** The start, the iterate before, the gradient, its two averages and that of the iterates. */
  private static final int VECTORS = 6;

  /** Checks the options. */
  public Adam {
    require(
        stepSize > 0 && Double.isFinite(stepSize),
        "Adam's step size must be above 0, not %s",
        stepSize);
    require(beta1 >= 0 && beta1 < 1, "Adam's beta1 must be 0 to below 1, not %s", beta1);
    require(beta2 >= 0 && beta2 < 1, "Adam's beta2 must be 0 to below 1, not %s", beta2);
    require(
        epsilon > 0 && Double.isFinite(epsilon), "Adam's epsilon must be above 0, not %s", epsilon);
    require(
        decay > 0 && decay <= 1,
        "the decay of Adam's step size must be above 0 and at most 1, not %s",
        decay);
    IterateAverage.requireDecay(averaging);
    Gain.requireTolerance(tolerance);
  }

  /** Steps of one size, until the evaluations are spent. */
  public Adam(double stepSize, double beta1, double beta2, double epsilon, double averaging) {
    this(stepSize, beta1, beta2, epsilon, averaging, 1, 0);
  }

  /** For pictures in 0..1: steps of 0.02, decays 0.9 and 0.99, the average with decay 0.99. */
  public Adam() {
    this(0.02);
  }

  /** The usual decays with another step size. */
  public Adam(double stepSize) {
    this(stepSize, 0.9, 0.99, 1e-8, 0.99);
  }

  /** The same with another {@link #stepSize()}. */
  public Adam withStepSize(double value) {
    return new Adam(value, beta1, beta2, epsilon, averaging, decay, tolerance);
  }

  /** The same with another {@link #beta1()} and {@link #beta2()}. */
  public Adam withBetas(double first, double second) {
    return new Adam(stepSize, first, second, epsilon, averaging, decay, tolerance);
  }

  /** The same with another {@link #epsilon()}. */
  public Adam withEpsilon(double value) {
    return new Adam(stepSize, beta1, beta2, value, averaging, decay, tolerance);
  }

  /** The same with another {@link #decay()}. */
  public Adam withDecay(double value) {
    return new Adam(stepSize, beta1, beta2, epsilon, averaging, value, tolerance);
  }

  @Override
  public Adam withAveraging(double value) {
    return new Adam(stepSize, beta1, beta2, epsilon, value, decay, tolerance);
  }

  @Override
  public Adam withTolerance(double value) {
    return new Adam(stepSize, beta1, beta2, epsilon, averaging, decay, value);
  }

  @Override
  public int vectors(int evaluations) {
    return averaging > 0 ? VECTORS : VECTORS - 1;
  }

  @Override
  public Minimization start(Objective objective, Floats x, OptimizerState inherited) {
    Descent descent = new Descent(objective, x);
    if (!inherited.vectors().isEmpty()) {
      descent.averages.restore(inherited);
    }
    return descent;
  }

  @Override
  public Minimization resume(Objective objective, Floats x, OptimizerState state) {
    Descent descent = new Descent(objective, x);
    descent.restore(state);
    return descent;
  }

  /** A minimization: the iterate, the averages and the way back to the best one. */
  private final class Descent implements Minimization {
    private final Objective objective;
    private final ParallelVectors vectors;
    private final Floats x;
    private final Floats best;
    private final Floats gradient;
    private final AdamState averages;
    private final IterateAverage average;
    private final Gain gain = new Gain(tolerance);

    /** The last iterate, while {@link #x} holds the result. */
    private Floats iterate;

    private double startValue;
    private double value;
    private double bestValue;
    private double size = stepSize;
    private int spent;

    /** Whether the last evaluation gave finite numbers. */
    private boolean finite;

    /** How often there were none since the best iterate. */
    private int failures;

    Descent(Objective objective, Floats x) {
      this.objective = objective;
      this.vectors = new ParallelVectors(objective.parallel());
      this.x = x;
      iterate = x;
      objective.project(x);
      best = vectors.copyOf(x);
      gradient = ParallelVectors.like(x);
      averages = new AdamState(x, vectors);
      average = new IterateAverage(averaging, x, vectors);
    }

    @Override
    public double run(int evaluations, Observer observer) {
      require(evaluations >= 1, "an optimizer needs at least 1 evaluation, not %d", evaluations);
      boolean more = !gain.isOver();
      boolean usable = true;
      if (spent == 0) {
        usable = evaluate();
        startValue = value;
        bestValue = value;
        failures = usable ? 0 : MOST_FAILURES;
        more = usable && tell(observer);
      }
      // The last evaluation is kept for the average.
      int last = averaging > 0 ? evaluations - 1 : evaluations;
      while (more && !failed() && spent < last) {
        if (usable) {
          learn();
          step(size);
          size *= decay;
          objective.project(x);
          usable = evaluate();
          if (usable) {
            average.add(x);
            more = tell(observer);
          } else {
            goBack();
          }
        } else { // the best iterate again: its gradient is gone
          usable = evaluate();
          failures += usable ? 0 : 1;
        }
      }
      finish(evaluations, observer);
      return value;
    }

    /** Tells of an iterate; returns whether to go on. */
    private boolean tell(Observer observer) {
      gain.reached(spent, bestValue);
      return observer.iterate(spent, value, x) && !gain.isOver();
    }

    /** Evaluates x; returns whether a step can be taken from there. */
    private boolean evaluate() {
      value = objective.evaluate(x, gradient);
      spent++;
      finite = Double.isFinite(value) && Double.isFinite(vectors.sum(gradient));
      if (spent > 1 && finite && value < bestValue) {
        bestValue = value;
        vectors.copy(x, best);
        failures = 0;
      }
      return finite && !(spent > 1 && startValue > 0 && value > BEYOND * startValue);
    }

    /** To the best iterate, from which shorter steps will be taken with nothing learned. */
    private void goBack() {
      failures += finite ? 0 : 1;
      vectors.copy(best, x);
      value = bestValue;
      averages.forget();
      average.forget();
      size *= SHORTER;
    }

    @Override
    public boolean failed() {
      return failures >= MOST_FAILURES;
    }

    @Override
    public void restore() {
      vectors.copy(best, x);
    }

    /** Takes the average of the iterates or the best of them where it is better than the last. */
    private void finish(int evaluations, Observer observer) {
      boolean averaged = average.isKnown() && spent < evaluations;
      if (value == bestValue && !averaged) {
        return;
      }
      iterate = vectors.copyOf(x);
      if (averaged) {
        average.into(x);
        Floats slope = ParallelVectors.like(x);
        double averageValue = objective.evaluate(x, slope);
        slope.close();
        if (averageValue < bestValue) {
          bestValue = averageValue;
          value = averageValue;
          observer.iterate(spent + 1, value, x);
          return;
        }
      }
      value = bestValue;
      restore();
    }

    @Override
    public OptimizerState state() {
      Map<String, Floats> state = new TreeMap<>();
      Map<String, Double> numbers = new TreeMap<>();
      state.put("x", iterate);
      state.put("best", best);
      state.put("gradient", gradient);
      averages.save(state, numbers);
      average.save(state, numbers);
      gain.save(numbers);
      numbers.put("startValue", startValue);
      numbers.put("value", value);
      numbers.put("bestValue", bestValue);
      numbers.put("size", size);
      numbers.put("failures", (double) failures);
      numbers.put("spent", (double) spent);
      return new OptimizerState(state, numbers);
    }

    void restore(OptimizerState state) {
      state.restore("x", x);
      state.restore("best", best);
      state.restore("gradient", gradient);
      averages.restore(state);
      average.restore(state);
      gain.restore(state);
      startValue = state.number("startValue");
      value = state.number("value");
      bestValue = state.number("bestValue");
      size = state.number("size");
      failures = state.count("failures", MOST_FAILURES);
      spent = state.count("spent", Integer.MAX_VALUE);
    }

    @Override
    public OptimizerState inheritance(UnaryOperator<Floats> resize, double factor) {
      return averages.carriedOver(resize, factor);
    }

    private void learn() {
      averages.power1 *= beta1;
      averages.power2 *= beta2;
      vectors
          .changing(averages.first, averages.second)
          .reading(gradient)
          .each((v, from, to) -> learn(v[0], v[1], v[2], from, to));
    }

    private void learn(float[] first, float[] second, float[] slopes, int from, int to) {
      for (int i = from; i < to; i++) {
        float g = slopes[i];
        first[i] = (float) (beta1 * first[i] + (1 - beta1) * g);
        second[i] = (float) (beta2 * second[i] + (1 - beta2) * g * g);
      }
    }

    private void step(double size) {
      double scale1 = size / (1 - averages.power1);
      double scale2 = 1 / (1 - averages.power2);
      vectors
          .changing(x)
          .reading(averages.first, averages.second)
          .each((v, from, to) -> step(v[0], scale1, v[1], scale2, v[2], from, to));
    }

    private void step(
        float[] p, double scale1, float[] first, double scale2, float[] second, int from, int to) {
      for (int i = from; i < to; i++) {
        p[i] = (float) (p[i] - scale1 * first[i] / (Math.sqrt(scale2 * second[i]) + epsilon));
      }
    }
  }
}
