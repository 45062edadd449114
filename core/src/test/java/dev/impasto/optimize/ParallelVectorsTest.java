package dev.impasto.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelVectorsTest {
  private static final Parallel THREADS =
      (parts, part) -> IntStream.range(0, parts).parallel().forEach(part);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, Parallel.PART, Parallel.PART + 1, 3 * Parallel.PART - 5})
  void rangesAreTheWholeOnce(int length) {
    List<Integer> ends = new ArrayList<>();
    Parallel.ALONE.over(
        length,
        Parallel.PART,
        (from, to) -> {
          assertThat(from).isEqualTo(ends.isEmpty() ? 0 : ends.get(ends.size() - 1));
          assertThat(to).isGreaterThan(from);
          ends.add(to);
        });
    assertThat(ends.isEmpty() ? 0 : ends.get(ends.size() - 1)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40_000, 100_003})
  void productOfLongVectorsIsThatInDoubles(int length) {
    float[] a = Functions.random(length, 1);
    float[] b = Functions.random(length, 2);
    double expected = IntStream.range(0, length).mapToDouble(i -> (double) a[i] * b[i]).sum();

    assertThat(new ParallelVectors(Parallel.ALONE).dot(Floats.of(a), Floats.of(b)))
        .isEqualTo(expected, within(1e-12 * length))
        .isEqualTo(new ParallelVectors(THREADS).dot(Floats.of(a), Floats.of(b)));
  }

  @Test
  void addsAndMultipliesInOneLoopAsInTwo() {
    ParallelVectors vectors = new ParallelVectors(THREADS);
    float[] one = Functions.random(100_003, 3);
    float[] two = one.clone();
    float[] b = Functions.random(one.length, 4);
    float[] c = Functions.random(one.length, 5);

    double product = vectors.addAndDot(Floats.of(one), 0.3, Floats.of(b), Floats.of(c));

    vectors.add(Floats.of(two), 0.3, Floats.of(b));
    assertThat(one).isEqualTo(two);
    double sizes = Math.sqrt(dot(two, two) * dot(c, c));
    assertThat(product).isEqualTo(dot(two, c), within(1e-8 * sizes));
    assertThat(
            new ParallelVectors(Parallel.ALONE)
                .addAndDot(Floats.of(two), 0, Floats.of(b), Floats.of(c)))
        .isEqualTo(product);
  }

  private static double dot(float[] a, float[] b) {
    return new ParallelVectors(THREADS).dot(Floats.of(a), Floats.of(b));
  }

  @Test
  void threadsThatShareARunChangeNoBit() {
    float[] alone = Functions.random(100_000, 6);
    float[] shared = alone.clone();
    ArrayObjective quadratic = Functions.quadratic(alone.length, 100);
    ArrayObjective withThreads =
        new ArrayObjective() {
          @Override
          public double evaluate(float[] x, float[] gradient) {
            return quadratic.evaluate(x, gradient);
          }

          @Override
          public Parallel parallel() {
            return THREADS;
          }
        };
    double value = new Lbfgs(5).minimize(quadratic, alone, 30, Functions.ON);

    assertThat(new Lbfgs(5).minimize(withThreads, shared, 30, Functions.ON)).isEqualTo(value);
    assertThat(shared).isEqualTo(alone);
  }
}
