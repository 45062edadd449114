package dev.impasto.optimize;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Steps of a nearly constant size, scaled per element by running averages of the gradient: Kingma
 * and Ba, Adam: A Method for Stochastic Optimization, 2015, Algorithm 1.
 *
 * <p>Where the value or the gradient is not finite, the step that led there is taken back and the
 * step size halved. The result is the best of the start, the last iterate and, if one is kept, the
 * average of the iterates.
 *
 * @param stepSize about how far each element moves in one step, above 0
 * @param beta1 decay of the average of the gradient, 0 to below 1
 * @param beta2 decay of the average of the squared gradient, 0 to below 1
 * @param epsilon keeps the step finite where the gradient is next to nothing, above 0
 * @param averaging decay of the average of the iterates (section 7.2, with its correction of the
 *     bias), below 1; 0 keeps no average
 */
public record Adam(double stepSize, double beta1, double beta2, double epsilon, double averaging)
    implements Optimizer {

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
        averaging >= 0 && averaging < 1,
        "the decay of Adam's average must be 0 to below 1, not %s",
        averaging);
  }

  /** For pictures in 0..1: steps of 0.02, decays 0.9 and 0.99, the average with decay 0.99. */
  public Adam() {
    this(0.02);
  }

  /** The usual decays with another step size. */
  public Adam(double stepSize) {
    this(stepSize, 0.9, 0.99, 1e-8, 0.99);
  }

  @Override
  public int vectors(int evaluations) {
    return averaging > 0 ? VECTORS : VECTORS - 1;
  }

  @Override
  public Minimization start(Objective objective, float[] x, OptimizerState inherited) {
    Descent descent = new Descent(objective, x);
    if (!inherited.vectors().isEmpty()) {
      descent.averages.restore(inherited);
    }
    return descent;
  }

  @Override
  public Minimization resume(Objective objective, float[] x, OptimizerState state) {
    Descent descent = new Descent(objective, x);
    descent.restore(state);
    return descent;
  }

  /** A minimization: the iterate, the averages and the way back to the start. */
  private final class Descent implements Minimization {
    private final Objective objective;
    private final float[] x;
    private final float[] start;
    private final float[] before;
    private final float[] gradient;
    private final AdamState averages;
    private final float[] average;

    /** How much of the average is still its initial zero. */
    private double averagePower = 1;

    private double startValue;
    private double value;
    private double size = stepSize;
    private int spent;

    Descent(Objective objective, float[] x) {
      this.objective = objective;
      this.x = x;
      start = x.clone();
      before = x.clone();
      gradient = new float[x.length];
      averages = new AdamState(x.length);
      average = new float[averaging > 0 ? x.length : 0];
    }

    @Override
    public double run(int evaluations, Observer observer) {
      require(evaluations >= 1, "an optimizer needs at least 1 evaluation, not %d", evaluations);
      boolean usable = true;
      boolean more = true;
      if (spent == 0) {
        startValue = objective.evaluate(x, gradient);
        value = startValue;
        spent = 1;
        usable = usable(value);
        more = usable && observer.iterate(spent, value, x);
      }
      // The last evaluation is kept for the average; without a usable start there is no way to go.
      int last = averaging > 0 ? evaluations - 1 : evaluations;
      while (more && spent < last) {
        if (usable) {
          learn();
          System.arraycopy(x, 0, before, 0, x.length);
        } else {
          size /= 2;
        }
        step(size);
        double next = objective.evaluate(x, gradient);
        spent++;
        usable = usable(next);
        if (usable) {
          value = next;
          accumulate();
          more = observer.iterate(spent, value, x);
        }
      }
      if (!usable) {
        System.arraycopy(before, 0, x, 0, x.length);
      }
      if (averaging > 0 && averagePower < 1 && spent < evaluations) {
        finish(observer);
      }
      if (!(value <= startValue)) {
        value = startValue;
        System.arraycopy(start, 0, x, 0, x.length);
      }
      return value;
    }

    /** Takes the average of the iterates where it is better than the last. */
    private void finish(Observer observer) {
      for (int i = 0; i < x.length; i++) {
        before[i] = (float) (average[i] / (1 - averagePower));
      }
      double averageValue = objective.evaluate(before, gradient);
      if (averageValue < value) {
        spent++;
        value = averageValue;
        System.arraycopy(before, 0, x, 0, x.length);
        observer.iterate(spent, value, x);
      }
    }

    @Override
    public OptimizerState state() {
      Map<String, float[]> state = new TreeMap<>();
      Map<String, Double> numbers = new TreeMap<>();
      state.put("x", x);
      state.put("start", start);
      state.put("gradient", gradient);
      averages.save(state, numbers);
      numbers.put("averagePower", averagePower);
      if (averaging > 0) {
        state.put("average", average);
      }
      numbers.put("startValue", startValue);
      numbers.put("value", value);
      numbers.put("size", size);
      numbers.put("spent", (double) spent);
      return new OptimizerState(state, numbers);
    }

    void restore(OptimizerState state) {
      state.restore("x", x);
      state.restore("start", start);
      state.restore("gradient", gradient);
      averages.restore(state);
      averagePower = state.number("averagePower");
      if (averaging > 0) {
        state.restore("average", average);
      }
      startValue = state.number("startValue");
      value = state.number("value");
      size = state.number("size");
      spent = state.count("spent", Integer.MAX_VALUE);
    }

    @Override
    public OptimizerState inheritance(UnaryOperator<float[]> resize, double factor) {
      return averages.carriedOver(resize, factor);
    }

    /** Whether there is something to learn from an evaluation. */
    private boolean usable(double value) {
      return Double.isFinite(value) && Double.isFinite(ParallelVectors.sum(gradient));
    }

    private void learn() {
      float[] first = averages.first;
      float[] second = averages.second;
      averages.power1 *= beta1;
      averages.power2 *= beta2;
      for (int i = 0; i < x.length; i++) {
        float g = gradient[i];
        first[i] = (float) (beta1 * first[i] + (1 - beta1) * g);
        second[i] = (float) (beta2 * second[i] + (1 - beta2) * g * g);
      }
    }

    private void step(double size) {
      float[] first = averages.first;
      float[] second = averages.second;
      double scale1 = size / (1 - averages.power1);
      double scale2 = 1 / (1 - averages.power2);
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (before[i] - scale1 * first[i] / (Math.sqrt(scale2 * second[i]) + epsilon));
      }
    }

    private void accumulate() {
      averagePower *= averaging;
      for (int i = 0; i < average.length; i++) {
        average[i] = (float) (averaging * average[i] + (1 - averaging) * x[i]);
      }
    }
  }
}
