package dev.impasto.optimize;

import static dev.impasto.optimize.Functions.ON;
import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.storage.Floats;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimizers do where an objective has no finite value on purpose. */
final class UndefinedObjectiveTest {
  private static final Optimizer ADAM = new Adam(0.05);
  private static final Optimizer LBFGS = new Lbfgs(5);

  /** Rosenbrock's valley, but for some evaluations, counted from 1. */
  private static class Holes implements ArrayObjective {
    private final IntPredicate undefined;
    private final boolean inGradient;
    int evaluations;
    double lowest = Double.POSITIVE_INFINITY;

    Holes(boolean inGradient, IntPredicate undefined) {
      this.inGradient = inGradient;
      this.undefined = undefined;
    }

    @Override
    public double evaluate(float[] x, float[] gradient) {
      double value = Functions.rosenbrock(x, gradient);
      if (undefined.test(++evaluations)) {
        gradient[0] = Float.NaN;
        return inGradient ? value : Double.NaN;
      }
      lowest = Math.min(lowest, value);
      return value;
    }
  }

  private static Stream<Arguments> kinds() {
    return Stream.of(ADAM, LBFGS, new Adam(0.05, 0.9, 0.99, 1e-8, 0))
        .flatMap(method -> Stream.of(true, false).map(g -> Arguments.of(method, g)));
  }

  private static float[] start() {
    return Functions.random(12, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRunThatNeverFindsAValueAgainFailsWithItsBestIterate(Optimizer method, boolean inGradient) {
    Holes holes = new Holes(inGradient, n -> n > 20);
    float[] x = start();
    Minimization run = method.start(holes, Floats.of(x), OptimizerState.EMPTY);
    double value = run.run(500, ON);

    assertThat(run.failed()).isTrue();
    assertThat(holes.evaluations).isBetween(23, 80);
    assertThat(value).isEqualTo(holes.lowest);
    assertThat(Functions.rosenbrock(x, new float[12])).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFewValuesThatAreMissingDoNotEndARun(Optimizer method, boolean inGradient) {
    Holes holes = new Holes(inGradient, n -> n == 20 || n == 22);
    double[] before = new double[1];
    Minimization run = method.start(holes, Floats.of(start()), OptimizerState.EMPTY);
    double value =
        run.run(
            300,
            (evaluations, at, x) -> {
              before[0] = evaluations < 20 ? at : before[0];
              return true;
            });

    assertThat(value).isLessThan(0.5 * before[0]).isEqualTo(holes.lowest);
    assertThat(run.failed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aStartWithoutAValueHasFailed(Optimizer method, boolean inGradient) {
    float[] x = start();
    Minimization run =
        method.start(new Holes(inGradient, n -> true), Floats.of(x), OptimizerState.EMPTY);
    run.run(10, ON);

    assertThat(run.failed()).isTrue();
    assertThat(x).isEqualTo(start());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRunResumedAfterATakenBackStepGoesOnToTheSameBits(Optimizer method, boolean inGradient) {
    IntPredicate undefined = n -> n == 9 || n == 10;
    float[] whole = start();
    method.minimize(new Holes(inGradient, undefined), whole, 60, ON);

    for (int moment : List.of(5, 8, 14, 20)) {
      Holes holes = new Holes(inGradient, undefined);
      Minimization first = method.start(holes, Floats.of(start()), OptimizerState.EMPTY);
      OptimizerState[] state = new OptimizerState[1];
      int[] spent = new int[1];
      first.run(
          60,
          (evaluations, value, x) -> {
            state[0] = first.state().copy();
            spent[0] = holes.evaluations;
            return evaluations < moment;
          });
      assertThat(values(first.state().vectors().get("x")))
          .isEqualTo(values(state[0].vectors().get("x")));
      holes.evaluations = spent[0];
      float[] x = new float[12];
      method.resume(holes, Floats.of(x), first.state()).run(60, ON);
      assertThat(x).as("from %d", moment).isEqualTo(whole);
    }
  }

  @Test
  void stepsThatAreFarTooLongAreTakenBackUntilTheyLeadDown() {
    Functions.Counted objective = new Functions.Counted(Functions.ROSENBROCK);
    float[] x = start();
    double atFirst = Functions.rosenbrock(x, new float[12]);
    Minimization run = new Adam(1e4).start(objective, Floats.of(x), OptimizerState.EMPTY);
    double value = run.run(400, ON);

    assertThat(run.failed()).isFalse();
    assertThat(value).isLessThan(0.5 * atFirst).isEqualTo(objective.lowest);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRunCutByAnExceptionGoesBackToItsBestIterate(Optimizer method, boolean inGradient) {
    double[] lowest = {Double.POSITIVE_INFINITY};
    ArrayObjective cut =
        new Holes(inGradient, n -> false) {
          @Override
          public double evaluate(float[] x, float[] gradient) {
            double value = super.evaluate(x, gradient);
            if (evaluations == 20) {
              throw new IllegalStateException("cut");
            }
            return value;
          }
        };
    float[] x = start();
    Minimization run =
        new Preconditioned(method, (v, to) -> to.write(0, values(v), 0, 12))
            .start(cut, Floats.of(x), OptimizerState.EMPTY);
    try {
      run.run(
          100,
          (evaluations, value, at) -> {
            lowest[0] = Math.min(lowest[0], value);
            return true;
          });
    } catch (IllegalStateException e) {
      run.restore();
    }
    assertThat(Functions.rosenbrock(x, new float[12])).isEqualTo(lowest[0]);
  }
}
