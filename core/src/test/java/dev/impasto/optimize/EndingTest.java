package dev.impasto.optimize;

import static dev.impasto.optimize.Functions.ON;
import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.optimize.Functions.Counted;
import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How minimizations end: with nothing more to gain, and with the average of their iterates. */
final class EndingTest {
  static Stream<Optimizer> optimizers() {
    return Stream.of(new Adam(0.05), new Lbfgs(3));
  }

  private static ArrayObjective hard() {
    return Functions.ROSENBROCK;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRunEndsWhenTwentyEvaluationsGainTooLittle(Optimizer optimizer) {
    Counted objective = new Counted(hard());
    List<Integer> spent = new ArrayList<>();
    List<Double> lowest = new ArrayList<>();
    double[] least = {Double.POSITIVE_INFINITY};
    optimizer
        .withAveraging(0)
        .withTolerance(0.5)
        .minimize(
            objective,
            Functions.random(30, 5),
            1000,
            (evaluations, value, x) -> {
              least[0] = Math.min(least[0], value);
              spent.add(evaluations);
              lowest.add(least[0]);
              return true;
            });

    assertThat(objective.evaluations).isBetween(21, 900);
    for (int i = 0; i < spent.size(); i++) {
      int at = spent.get(i);
      if (at > Gain.WINDOW) {
        int before = lastUpTo(spent, at - Gain.WINDOW);
        boolean over = lowest.get(before) - lowest.get(i) <= 0.5 * lowest.get(before);
        assertThat(over).as("after %d evaluations", at).isEqualTo(i == spent.size() - 1);
      }
    }
  }

  private static int lastUpTo(List<Integer> spent, int evaluations) {
    int last = 0;
    while (last + 1 < spent.size() && spent.get(last + 1) <= evaluations) {
      last++;
    }
    return last;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void withoutToleranceAllEvaluationsAreSpent(Optimizer optimizer) {
    Counted objective = new Counted(hard());
    optimizer.minimize(objective, Functions.random(30, 5), 100, ON);

    assertThat(objective.evaluations).isGreaterThan(98);
  }

  /** Also of the very iterate at which nothing was gained any more, and of the ones around it. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aRunGoesOnFromAnyIterateToTheSameEnd(Optimizer usual) {
    Optimizer optimizer = usual.withAveraging(0.8).withTolerance(0.5);
    float[] whole = Functions.random(30, 5);
    List<Integer> spent = new ArrayList<>();
    double value =
        optimizer.minimize(hard(), whole, 300, (evaluations, at, x) -> spent.add(evaluations));
    for (int i = 0; i < spent.size(); i++) {
      int moment = spent.get(i);
      Minimization cut =
          optimizer.start(hard(), Floats.of(Functions.random(30, 5)), OptimizerState.EMPTY);
      cut.run(300, (evaluations, at, x) -> evaluations < moment);
      float[] resumed = new float[30];
      double end = optimizer.resume(hard(), Floats.of(resumed), cut.state().copy()).run(300, ON);

      assertThat(resumed).as("from %d of %d", i, spent.size()).isEqualTo(whole);
      assertThat(end).isEqualTo(value);
    }
  }

  @Test
  void theAverageOfLbfgsIsTheResultWhereItIsBetter() {
    // Iterates that alternate: only the first two elements move, and overshoot.
    ArrayObjective objective =
        (p, gradient) -> {
          double sum = 0;
          for (int i = 0; i < p.length; i++) {
            gradient[i] = Math.signum(p[i]) + 0.01f * p[i];
            sum += Math.abs(p[i]) + 0.005 * p[i] * p[i];
          }
          return sum;
        };
    float[] plain = Functions.random(20, 3);
    float[] averaged = plain.clone();
    double without = new Lbfgs(3).minimize(objective, plain, 12, ON);
    Counted counted = new Counted(objective);
    List<Float> seen = new ArrayList<>();
    double with =
        new Lbfgs(3)
            .withAveraging(0.3)
            .minimize(counted, averaged, 13, (evaluations, value, p) -> seen.add(values(p)[0]));

    assertThat(counted.evaluations).isLessThanOrEqualTo(13);
    assertThat(with).isLessThanOrEqualTo(without);
    assertThat(objective.evaluate(averaged, new float[20])).isEqualTo(with);
    assertThat(seen.get(seen.size() - 1)).isEqualTo(averaged[0]);
  }
}
