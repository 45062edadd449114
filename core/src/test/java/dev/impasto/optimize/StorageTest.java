package dev.impasto.optimize;

import static dev.impasto.optimize.Functions.ON;
import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Minimizations whose vectors lie in files give the bits of those in memory. */
final class StorageTest {
  /** Several parts, the last one short. */
  private static final int LENGTH = 2 * Parallel.PART + 1001;

  private static final Objective VALLEY =
      new ArrayObjective() {
        @Override
        public double evaluate(float[] x, float[] gradient) {
          return Functions.rosenbrock(x, gradient);
        }

        @Override
        public Parallel parallel() {
          return (parts, part) -> IntStream.range(0, parts).parallel().forEach(part);
        }
      };

  static Stream<Minimizer> minimizers() {
    Preconditioner gentle =
        (vector, result) -> {
          float[] v = values(vector);
          for (int i = 0; i < v.length; i += 2) {
            v[i] /= 2;
          }
          result.write(0, v, 0, v.length);
        };
    return Stream.of(
        new Lbfgs(3),
        new Lbfgs(3).withAveraging(0.5),
        new Adam(0.01).withTolerance(0.001),
        new Preconditioned(new Lbfgs(2), gentle),
        new SmoothRange(new Adam(0.01)));
  }

  @ParameterizedTest
  @MethodSource("minimizers")
  void filesGiveTheBitsOfMemoryAndLeaveNothing(Minimizer minimizer, @TempDir Path folder)
      throws IOException {
    List<Double> inMemory = new ArrayList<>();
    List<Double> inFiles = new ArrayList<>();
    float[] expected = values(run(minimizer, Storage.HEAP, inMemory));
    try (WorkFolder work = new WorkFolder(folder)) {
      assertThat(values(run(minimizer, work, inFiles))).isEqualTo(expected);
      assertThat(inFiles).isEqualTo(inMemory).hasSizeGreaterThan(5);
      assertThat(values(resumed(minimizer, work))).isEqualTo(expected);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Floats start(Storage storage) {
    Floats x = storage.floats(LENGTH);
    float[] random = Functions.random(LENGTH, 11);
    for (int i = 0; i < LENGTH; i++) {
      random[i] = 0.5f + 0.1f * random[i];
    }
    x.write(0, random, 0, LENGTH);
    return x;
  }

  private static Floats run(Minimizer minimizer, Storage storage, List<Double> seen) {
    Floats x = start(storage);
    minimizer
        .start(VALLEY, x, OptimizerState.EMPTY)
        .run(12, (evaluations, value, at) -> seen.add(value));
    return x;
  }

  /** Of a run that was stopped. */
  private static Floats resumed(Minimizer minimizer, Storage storage) {
    Minimization stopped = minimizer.start(VALLEY, start(storage), OptimizerState.EMPTY);
    stopped.run(12, (evaluations, value, at) -> evaluations < 6);
    Floats x = storage.floats(LENGTH);
    minimizer.resume(VALLEY, x, stopped.state()).run(12, ON);
    return x;
  }
}
