package dev.impasto.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSearchTest {
  private static final double C1 = 1e-4;

  @ParameterizedTest
  @CsvSource({
    "1e-6, 0.9",
    "1e-3, 0.9",
    "1, 0.9",
    "1e3, 0.9",
    "1e-6, 0.1",
    "1e-3, 0.1",
    "1, 0.1",
    "1e3, 0.1"
  })
  void acceptedStepFulfillsTheStrongWolfeConditions(double first, double c2) {
    for (int seed = 0; seed < 50; seed++) {
      float[] x = Functions.random(8, seed);
      float[] start = x.clone();
      LineSearch line = new LineSearch(Functions.ROSENBROCK, Floats.of(x), C1, c2);
      line.begin();
      double value = line.value;
      LbfgsMemory memory = new LbfgsMemory(1, new ParallelVectors(Parallel.ALONE));
      double slope = memory.direction(line.gradient, line.direction);
      assertThat(slope).isEqualTo(line.vectors.dot(line.gradient, line.direction));
      assertThat(line.search(slope, first / Math.sqrt(-slope), 1000)).isTrue();
      line.accept(memory);

      double step = (x[0] - start[0]) / line.direction.array().orElseThrow()[0];
      assertThat(line.value).isLessThanOrEqualTo(value + 0.99 * C1 * step * slope);
      assertThat(Math.abs(line.vectors.dot(line.gradient, line.direction)))
          .isLessThanOrEqualTo(-c2 * slope);
      assertThat(line.value).isEqualTo(Functions.rosenbrock(x, new float[8]));
    }
  }

  @Test
  void stepBelowTheResolutionOfFloatsCostsNoEvaluation() {
    float[] x = {1, 1};
    LineSearch line = new LineSearch(Functions.quadratic(2, 1), Floats.of(x), C1, 0.9);
    line.begin();
    line.direction.array().orElseThrow()[0] = 1e-30f;
    assertThat(line.search(-1, 1, 10)).isFalse();
    assertThat(line.spent).isEqualTo(1);
  }
}
