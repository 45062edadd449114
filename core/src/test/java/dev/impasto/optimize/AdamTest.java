package dev.impasto.optimize;

import static dev.impasto.optimize.Functions.ON;
import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.optimize.Functions.Counted;
import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  private static final Adam PLAIN = new Adam(0.1, 0.9, 0.99, 1e-8, 0);

  @Test
  void followsATraceComputedByHand() {
    // f = x^2 / 2 from 1. g1 = 1: the averages, corrected, are 1 and 1, so x = 1 - 0.1 = 0.9.
    // g2 = 0.9: (0.9*0.1 + 0.1*0.9)/0.19 = 0.9473684, (0.99*0.01 + 0.01*0.81)/0.0199 = 0.9045226;
    // x = 0.9 - 0.1 * 0.9473684 / 0.9510639 = 0.8003886.
    // g3 = 0.8003886: (0.9*0.18 + 0.1*0.8003886)/0.271 = 0.8931323,
    // (0.99*0.018 + 0.01*0.6406219)/0.029701 = 0.8156679; x = 0.8003886 - 0.0988917 = 0.7014969.
    List<Float> trace = new ArrayList<>();
    float[] x = {1};
    ArrayObjective objective =
        (p, gradient) -> {
          gradient[0] = p[0];
          return p[0] * (double) p[0] / 2;
        };
    PLAIN.minimize(objective, x, 4, (evaluations, value, p) -> trace.add(values(p)[0]));
    assertThat(trace).hasSize(4);
    assertThat(trace.get(0)).isEqualTo(1);
    assertThat(trace.get(1)).isEqualTo(0.9f, within(1e-6f));
    assertThat(trace.get(2)).isEqualTo(0.8003886f, within(1e-6f));
    assertThat(trace.get(3)).isEqualTo(0.7014969f, within(1e-6f));
    assertThat(x[0]).isEqualTo(trace.get(3));
  }

  @Test
  void averageOfTheIteratesIsTheResultWhereItIsBetter() {
    // The sign of the error alone: iterates hop around the minimum, their average does not.
    ArrayObjective objective =
        (p, gradient) -> {
          gradient[0] = Math.signum(p[0]);
          return Math.abs(p[0]);
        };
    float[] plain = {1.03f};
    float[] averaged = {1.03f};
    double without = new Adam(0.1, 0, 0.99, 1e-8, 0).minimize(objective, plain, 200, ON);
    List<Float> seen = new ArrayList<>();
    double with =
        new Adam(0.1, 0, 0.99, 1e-8, 0.9)
            .minimize(objective, averaged, 200, (evaluations, value, p) -> seen.add(values(p)[0]));
    assertThat(with).isLessThan(without).isEqualTo(Math.abs(averaged[0]));
    assertThat(seen).hasSize(200).endsWith(averaged[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 31})
  void spendsItsBudgetAndEndsNoWorseThanTheStart(int budget) {
    Counted objective = new Counted(Functions.ROSENBROCK);
    float[] x = Functions.random(30, 5);
    double start = Functions.rosenbrock(x, new float[30]);
    double value = new Adam().minimize(objective, x, budget, ON);
    assertThat(objective.evaluations).isLessThanOrEqualTo(budget).isGreaterThan(budget - 2);
    assertThat(value).isLessThanOrEqualTo(start);
    assertThat(Functions.rosenbrock(x, new float[30])).isEqualTo(value);
  }

  @Test
  void aRunGoesOnFromWhatTheOneBeforeHasLearned() {
    ArrayObjective objective = Functions.quadratic(10, 100);
    float[] once = new float[10];
    float[] twice = new float[10];
    float[] anew = new float[10];
    OptimizerState learned = OptimizerState.EMPTY;

    PLAIN.minimize(objective, once, 9, ON);
    for (int i = 0; i < 2; i++) {
      Minimization run = PLAIN.start(objective, Floats.of(twice), learned);
      run.run(5, ON);
      learned = run.state().copy();
      PLAIN.minimize(objective, anew, 5, ON);
    }

    // The point in the middle is evaluated at the end of one run and at the start of the next.
    assertThat(twice).isEqualTo(once).isNotEqualTo(anew);
  }

  @Test
  void askingForWhatIsInheritedChangesNothing() {
    Minimization run =
        PLAIN.start(Functions.quadratic(10, 100), Floats.of(new float[10]), OptimizerState.EMPTY);
    run.run(9, ON);
    OptimizerState before = run.state().copy();
    run.inheritance(vector -> vector, 0.5);

    before
        .vectors()
        .forEach(
            (name, vector) ->
                assertThat(values(run.state().vectors().get(name))).isEqualTo(values(vector)));
  }

  @Test
  void whatIsCarriedOverNeverMakesAStepLonger() {
    ArrayObjective objective = Functions.quadratic(4, 10);
    Minimization before = PLAIN.start(objective, Floats.of(new float[4]), OptimizerState.EMPTY);
    before.run(20, ON);
    // As a filter with negative lobes may have it.
    OptimizerState learned =
        before.inheritance(
            vector -> {
              float[] v = values(vector);
              return Floats.of(new float[] {v[0], -v[1], 0, 2 * v[3], v[0] - 2 * v[1], v[2]});
            },
            0.5);
    List<float[]> trace = new ArrayList<>();
    float[] x = new float[6];
    PLAIN
        .start((p, gradient) -> 1, Floats.of(x), learned)
        .run(2, (evaluations, value, p) -> trace.add(values(p)));

    assertThat(trace).hasSize(2);
    for (float moved : trace.get(1)) {
      assertThat(Math.abs(moved)).isLessThanOrEqualTo(0.1f);
    }
    assertThat(trace.get(1)).contains(0f).isNotEqualTo(new float[6]);
  }

  @Test
  void stepsShrinkByTheDecay() {
    List<Float> trace = new ArrayList<>();
    float[] x = {1};
    // The same slope everywhere: each step is as long as the learning rate.
    PLAIN
        .withDecay(0.5)
        .minimize(
            (ArrayObjective)
                (p, gradient) -> {
                  gradient[0] = 1;
                  return p[0];
                },
            x,
            4,
            (evaluations, value, p) -> trace.add(values(p)[0]));
    assertThat(trace).hasSize(4);
    assertThat(trace.get(1)).isEqualTo(0.9f, within(1e-5f));
    assertThat(trace.get(2)).isEqualTo(0.85f, within(1e-5f));
    assertThat(trace.get(3)).isEqualTo(0.825f, within(1e-5f));
  }

  @Test
  void stepsThatOnlyMakeItWorseAreTakenBack() {
    float[] x = {1, 1};
    double value = new Adam(100, 0.9, 0.99, 1e-8, 0).minimize(Functions.ROSENBROCK, x, 5, ON);
    assertThat(value).isZero();
    assertThat(x).containsExactly(1, 1);
  }

  @Test
  void recoversFromRegionsWithoutValue() {
    ArrayObjective quadratic = Functions.quadratic(4, 1);
    ArrayObjective objective =
        (x, gradient) -> {
          double value = quadratic.evaluate(x, gradient);
          if (x[0] > 1.2f) {
            gradient[1] = Float.NaN;
            return Double.NaN;
          }
          return value;
        };
    float[] x = new float[4];
    double value = new Adam(3).minimize(objective, x, 300, ON);
    assertThat(value).isLessThan(0.1);
  }

  @Test
  void startWithoutValueIsLeftAlone() {
    float[] x = {1, 2};
    assertThat(new Adam().minimize((p, g) -> Double.NaN, x, 10, ON)).isNaN();
    assertThat(x).containsExactly(1, 2);
  }

  @Test
  void repeatsBitForBit() {
    float[] first = Functions.random(100, 7);
    float[] second = first.clone();
    new Adam().minimize(Functions.ROSENBROCK, first, 150, ON);
    new Adam().minimize(Functions.ROSENBROCK, second, 150, ON);
    assertThat(first).isEqualTo(second);
  }

  @Test
  void observerCanStop() {
    Counted objective = new Counted(Functions.ROSENBROCK);
    PLAIN.minimize(objective, new float[4], 100, (evaluations, value, x) -> evaluations < 6);
    assertThat(objective.evaluations).isEqualTo(6);
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new Adam(0)).hasMessageContaining("step size");
    assertThatThrownBy(() -> new Adam(1, 1, 0.9, 1e-8, 0)).hasMessageContaining("beta1");
    assertThatThrownBy(() -> new Adam(1, 0.9, 1, 1e-8, 0)).hasMessageContaining("beta2");
    assertThatThrownBy(() -> new Adam(1, 0.9, 0.9, 0, 0)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Adam(1, 0.9, 0.9, 1, 1)).hasMessageContaining("average");
    assertThatThrownBy(() -> PLAIN.withDecay(1.1)).hasMessageContaining("decay");
    assertThatThrownBy(() -> PLAIN.withTolerance(1)).hasMessageContaining("tolerance");
  }
}
