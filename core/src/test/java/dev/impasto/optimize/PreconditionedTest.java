package dev.impasto.optimize;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreconditionedTest {
  /** {@code 50 (x0 - 3)² + 1/2 (x1 + 1)²}: a hundred times as steep one way as the other. */
  private static final ArrayObjective VALLEY =
      (x, gradient) -> {
        gradient[0] = 100 * (x[0] - 3);
        gradient[1] = x[1] + 1;
        return 50 * (x[0] - 3) * (x[0] - 3) + 0.5 * (x[1] + 1) * (x[1] + 1);
      };

  /** Makes the valley round. */
  private static final Preconditioner ROUND =
      (vector, result) -> {
        float[] v = values(vector);
        result.write(0, new float[] {v[0] / 10, v[1]}, 0, 2);
      };

  static List<Optimizer> optimizers() {
    return List.of(new Lbfgs(), new Adam());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void reachesTheObjectivesOwnMinimum(Optimizer optimizer) {
    float[] x = {2.5f, -0.5f};
    new Preconditioned(optimizer, ROUND).minimize(VALLEY, x, 400, (spent, value, at) -> true);

    assertThat(x[0]).isCloseTo(3, within(0.02f));
    assertThat(x[1]).isCloseTo(-1, within(0.02f));
  }

  @Test
  void needsFewerEvaluationsWhereItMakesAValleyRound() {
    assertThat(evaluations(new Preconditioned(new Lbfgs(1), ROUND)))
        .isLessThan(evaluations(new Lbfgs(1)));
  }

  private static int evaluations(Minimizer optimizer) {
    int[] spent = new int[1];
    optimizer.minimize(
        VALLEY,
        new float[] {0, 0},
        1000,
        (evaluations, value, x) -> {
          spent[0] = evaluations;
          return value > 1e-6;
        });
    return spent[0];
  }

  @Test
  void observersSeePointsOfTheObjective() {
    List<Double> values = new ArrayList<>();
    Preconditioner flatter =
        (vector, result) -> {
          float[] v = values(vector);
          result.write(0, new float[] {v[0] / 3, v[1]}, 0, 2);
        };
    float[] x = {0, 0};
    double least =
        new Preconditioned(new Lbfgs(), flatter)
            .minimize(
                VALLEY,
                x,
                10,
                (spent, value, at) -> {
                  assertThat(VALLEY.evaluate(values(at), new float[2])).isEqualTo(value);
                  values.add(value);
                  return values.size() < 2;
                });

    assertThat(values).hasSize(2);
    assertThat(VALLEY.evaluate(x, new float[2])).isEqualTo(least);
  }
}
