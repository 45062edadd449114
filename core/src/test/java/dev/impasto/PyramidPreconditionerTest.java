package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyramidPreconditionerTest {
  @ParameterizedTest
  @CsvSource({"1,1", "4,4", "5,5", "16,16", "37,22", "18,51"})
  void isSymmetric(int height, int width) {
    PyramidPreconditioner pyramid =
        new PyramidPreconditioner(height, width, 0.7, Parallel.ALONE, Storage.HEAP);
    float[] a = noise(height, width, 1);
    float[] b = noise(height, width, 2);

    assertThat(dot(applied(pyramid, a), b))
        .isCloseTo(dot(a, applied(pyramid, b)), within(1e-5 * Math.sqrt(dot(a, a) * dot(b, b))));
  }

  @ParameterizedTest
  @CsvSource({"5,5", "16,16", "37,22"})
  void isPositiveDefinite(int height, int width) {
    PyramidPreconditioner pyramid =
        new PyramidPreconditioner(height, width, 2, Parallel.ALONE, Storage.HEAP);
    float[] a = noise(height, width, 3);

    assertThat(dot(applied(pyramid, a), a)).isGreaterThanOrEqualTo(dot(a, a));
  }

  @Test
  void anEvenAreaGrowsBySAtEachHalving() {
    float[] even = new float[3 * 16 * 16];
    Arrays.fill(even, 1);

    // 16, 8 and 4 rows: halved twice, and the last size is left as it is.
    assertThat(
            applied(new PyramidPreconditioner(16, 16, 0.5, Parallel.ALONE, Storage.HEAP), even)[
                3 * (8 * 16 + 8)])
        .isCloseTo(1 + 0.5f + 0.25f, within(1e-5f));
  }

  @Test
  void aCheckerboardHardlyGrows() {
    float[] board = new float[3 * 32 * 32];
    for (int i = 0; i < board.length; i++) {
      board[i] = (i / 3 + i / (3 * 32)) % 2 == 0 ? 1 : -1;
    }
    float[] result =
        applied(new PyramidPreconditioner(32, 32, 1, Parallel.ALONE, Storage.HEAP), board);

    // An even area would grow five times. Only the border, repeated, is not quite a checkerboard.
    int middle = 3 * (16 * 32 + 16);
    assertThat(result[middle]).isCloseTo(board[middle], within(0.05f));
  }

  @Test
  void colorsDoNotMix() {
    float[] red = new float[3 * 9 * 7];
    red[3 * (4 * 7 + 3)] = 1;
    float[] result = applied(new PyramidPreconditioner(9, 7, 1, Parallel.ALONE, Storage.HEAP), red);

    for (int i = 0; i < result.length; i += 3) {
      assertThat(result[i]).isNotNegative();
      assertThat(result[i + 1]).isZero();
      assertThat(result[i + 2]).isZero();
    }
  }

  @Test
  void threadsThatShareItChangeNoBit() {
    float[] a = noise(301, 170, 5);
    Parallel threads = (parts, part) -> IntStream.range(0, parts).parallel().forEach(part);

    assertThat(applied(new PyramidPreconditioner(301, 170, 0.5, threads, Storage.HEAP), a))
        .isEqualTo(
            applied(new PyramidPreconditioner(301, 170, 0.5, Parallel.ALONE, Storage.HEAP), a));
  }

  @Test
  void canBeAppliedAgain() {
    PyramidPreconditioner pyramid =
        new PyramidPreconditioner(20, 13, 0.5, Parallel.ALONE, Storage.HEAP);
    float[] a = noise(20, 13, 4);

    assertThat(applied(pyramid, a)).isEqualTo(applied(pyramid, a));
  }

  private static float[] applied(PyramidPreconditioner pyramid, float[] vector) {
    float[] result = new float[vector.length];
    pyramid.apply(Floats.of(vector), Floats.of(result));
    return result;
  }

  private static float[] noise(int height, int width, long seed) {
    Random random = new Random(seed);
    float[] vector = new float[3 * height * width];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
