package dev.impasto.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares L-BFGS on parts of vectors with that on vectors. */
final class PartedLbfgsTest {
  /** Parts of one machine, of uneven lengths. */
  private static final class Parts implements PartedVectors {
    private final ArrayObjective objective;
    private final int[] ends;
    private final float[] start;
    private List<VectorPart> parts = new ArrayList<>();
    private float[] gradient = {};
    private float[] kept = {};

    Parts(ArrayObjective objective, float[] start, int... ends) {
      this.objective = objective;
      this.start = start;
      this.ends = ends;
    }

    private float[] part(float[] of, int i) {
      return Arrays.copyOfRange(of, i == 0 ? 0 : ends[i - 1], ends[i]);
    }

    float[] joined(Function<VectorPart, float[]> of) {
      float[] all = new float[start.length];
      for (int i = 0; i < ends.length; i++) {
        float[] part = of.apply(parts.get(i));
        System.arraycopy(part, 0, all, ends[i] - part.length, part.length);
      }
      return all;
    }

    @Override
    public double begin() {
      float[] slopes = new float[start.length];
      double value = objective.evaluate(start, slopes);
      for (int i = 0; i < ends.length; i++) {
        parts.add(VectorPart.start(part(start, i), part(slopes, i), start.length));
      }
      return value;
    }

    @Override
    public VectorProducts products() {
      return parts.stream().map(VectorPart::products).reduce(VectorProducts::plus).orElseThrow();
    }

    @Override
    public void direct(VectorProducts.Direction along) {
      parts = new ArrayList<>(parts.stream().map(part -> part.directed(along)).toList());
    }

    @Override
    public Evaluated evaluate(double step) {
      gradient = new float[start.length];
      double value = objective.evaluate(joined(part -> part.after(step)), gradient);
      VectorPart.StepSums sums = parts.get(0).sums(step, part(gradient, 0));
      for (int i = 1; i < ends.length; i++) {
        sums = sums.plus(parts.get(i).sums(step, part(gradient, i)));
      }
      return new Evaluated(step, value, sums);
    }

    @Override
    public void keep() {
      kept = gradient;
    }

    @Override
    public void accept(Evaluated of, int history) {
      for (int i = 0; i < ends.length; i++) {
        parts.set(i, parts.get(i).stepped(of.step(), part(kept, i), of.sums(), history));
      }
    }

    @Override
    public void forget() {
      parts = new ArrayList<>(parts.stream().map(VectorPart::forgetting).toList());
    }
  }

  private static float[] start(int length) {
    Random random = new Random(4);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = random.nextFloat();
    }
    return x;
  }

  private static List<Double> values(Lbfgs options, ArrayObjective objective, int evaluations) {
    List<Double> values = new ArrayList<>();
    options.minimize(
        objective, start(5000), evaluations, (spent, value, x) -> values.add(spent + value));
    return values;
  }

  private static List<Double> parted(Lbfgs options, ArrayObjective objective, int evaluations) {
    List<Double> values = new ArrayList<>();
    Parts parts = new Parts(objective, start(5000), 1, 2100, 5000);
    new PartedLbfgs(options, parts, objective.rounding())
        .run(evaluations, (spent, value) -> values.add(spent + value));
    return values;
  }

  /** Curvatures that differ, and couplings between neighbors. */
  private static double bent(float[] x, float[] gradient) {
    double value = Functions.quadratic(x.length, 300).evaluate(x, gradient);
    for (int i = 0; i + 1 < x.length; i++) {
      double apart = x[i] - 0.9 * x[i + 1];
      value += Math.pow(apart, 4);
      gradient[i] += (float) (4 * Math.pow(apart, 3));
      gradient[i + 1] -= (float) (3.6 * Math.pow(apart, 3));
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10})
  void eachStepIsThatOfWholeVectors(int history) {
    Lbfgs options = new Lbfgs(history);
    List<Double> expected = values(options, PartedLbfgsTest::bent, 25);
    List<Double> values = parted(options, PartedLbfgsTest::bent, 25);
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isCloseTo(expected.get(i), within(1e-4 * expected.get(i)));
    }
  }

  @Test
  void shortenedStepsAreThoseOfWholeVectors() {
    // Beyond a distance there is no value: the first steps are too long.
    ArrayObjective bounded =
        (x, gradient) -> {
          double value = bent(x, gradient);
          return x[0] > 1.02 ? Double.NaN : value;
        };
    Lbfgs options = new Lbfgs(5, 3);
    assertThat(parted(options, bounded, 15))
        .usingComparatorForType(PartedLbfgsTest::nearly, Double.class)
        .containsExactlyElementsOf(values(options, bounded, 15));
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) <= 1e-4 * Math.abs(b) ? 0 : Double.compare(a, b);
  }

  @Test
  void aStartWithoutValueFails() {
    Parts parts = new Parts((x, gradient) -> Double.NaN, start(10), 10);
    PartedLbfgs lbfgs = new PartedLbfgs(new Lbfgs(), parts, 0);
    assertThat(lbfgs.run(5, (spent, value) -> true)).isNaN();
    assertThat(lbfgs.failed()).isTrue();
  }

  @Test
  void aMinimumEndsTheRun() {
    Parts parts = new Parts(Functions.quadratic(10, 10), new float[10], 3, 10);
    double value = new PartedLbfgs(new Lbfgs(10), parts, 0).run(40, (spent, at) -> true);
    assertThat(value).isLessThan(1e-8);
  }

  @Test
  void anAverageIsRefused() {
    Parts parts = new Parts(Functions.quadratic(10, 10), new float[10], 10);
    assertThatThrownBy(() -> new PartedLbfgs(new Lbfgs().withAveraging(0.5), parts, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("averaged");
  }
}
