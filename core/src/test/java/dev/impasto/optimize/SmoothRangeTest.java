package dev.impasto.optimize;

import static dev.impasto.optimize.Functions.ON;
import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Colors that keep to their range: by a smooth function, and by projection. */
final class SmoothRangeTest {
  /** Its lowest point is at -1, 0.3 and 2: two of three elements have theirs beyond the range. */
  private static final ArrayObjective BEYOND =
      (x, gradient) -> {
        float[] to = {-1, 0.3f, 2};
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
          float difference = x[i] - to[i % 3];
          gradient[i] = 2 * difference;
          sum += (double) difference * difference;
        }
        return sum;
      };

  static Stream<Minimizer> minimizers() {
    Preconditioner half = (u, x) -> x.write(0, values(u), 0, 3);
    return Stream.of(new Lbfgs(5), new Adam(), new Preconditioned(new Lbfgs(5), half));
  }

  @ParameterizedTest
  @MethodSource("minimizers")
  void everyIterateIsWithinTheRangeAndTheLastIsNearTheLowestPointThere(Minimizer minimizer) {
    float[] x = {0.5f, 0, 1.2f};
    List<float[]> iterates = new ArrayList<>();
    double value =
        new SmoothRange(minimizer)
            .minimize(BEYOND, x, 400, (spent, at, p) -> iterates.add(values(p)));

    assertThat(iterates).hasSizeGreaterThan(5);
    for (float[] iterate : iterates) {
      for (float color : iterate) {
        assertThat(color).isBetween(0f, 1f);
      }
    }
    assertThat(x[0]).isCloseTo(0, within(0.03f));
    assertThat(x[1]).isCloseTo(0.3f, within(0.03f));
    assertThat(x[2]).isCloseTo(1, within(0.03f));
    assertThat(BEYOND.evaluate(x, new float[3])).isCloseTo(value, within(1e-6));
  }

  @Test
  void theDerivativeIsThatOfFiniteDifferences() {
    float[] x = {0.02f, 0.5f, 0.9f};
    List<float[]> points = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    // Evaluates at the start and a little beside it in each variable.
    new SmoothRange(
            new Minimizer() {
              @Override
              public Minimization start(Objective objective, Floats v, OptimizerState inherited) {
                for (int i = -1; i < 6; i++) {
                  float[] at = values(v);
                  if (i >= 0) {
                    at[i / 2] += i % 2 == 0 ? 1e-3f : -1e-3f;
                  }
                  float[] gradient = new float[3];
                  values.add(objective.evaluate(at, gradient));
                  points.add(at);
                  gradients.add(gradient);
                }
                return new Lbfgs().start(objective, v, inherited);
              }

              @Override
              public Minimization resume(Objective objective, Floats v, OptimizerState state) {
                throw new UnsupportedOperationException();
              }
            })
        .start(BEYOND, Floats.of(x), OptimizerState.EMPTY);

    for (int i = 0; i < 3; i++) {
      double apart = points.get(1 + 2 * i)[i] - points.get(2 + 2 * i)[i];
      double slope = (values.get(1 + 2 * i) - values.get(2 + 2 * i)) / apart;
      assertThat(gradients.get(0)[i]).isCloseTo((float) slope, within(2e-4f));
    }
  }

  @Test
  void adamProjectsEveryIterateAndTheStart() {
    ArrayObjective bounded =
        new ArrayObjective() {
          @Override
          public double evaluate(float[] p, float[] gradient) {
            return BEYOND.evaluate(p, gradient);
          }

          @Override
          public void project(Floats point) {
            float[] p = values(point);
            for (int i = 0; i < p.length; i++) {
              p[i] = Math.min(Math.max(p[i], 0), 1);
            }
            point.write(0, p, 0, p.length);
          }
        };
    float[] x = {0.5f, 0, 1.2f};
    List<float[]> iterates = new ArrayList<>();
    new Adam().minimize(bounded, x, 200, (spent, at, p) -> iterates.add(values(p)));

    for (float[] iterate : iterates) {
      assertThat(iterate[0]).isBetween(0f, 1f);
      assertThat(iterate[2]).isEqualTo(1);
    }
    assertThat(x[0]).isEqualTo(0);
    assertThat(x[1]).isCloseTo(0.3f, within(0.01f));
    float[] free = {0.5f, 0, 1.2f};
    new Adam().minimize(BEYOND, free, 200, ON);
    assertThat(free[2]).isCloseTo(2, within(0.05f));
  }
}
