package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.parallel.Parallel;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalVariationTest {
  private static final Parallel THREADS =
      (parts, part) -> IntStream.range(0, parts).parallel().forEach(part);

  private static final double WEIGHT = 0.3;
  private static final double RANGE = 5;

  private static float[] noise(int height, int width) {
    Random random = new Random(7);
    float[] pixels = new float[3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  /** By the definition; differences of 0 are of no interest here. */
  private static double byDefinition(float[] pixels, int height, int width, int power) {
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int color = 0; color < 3; color++) {
          double here = pixels[3 * (y * width + x) + color];
          if (x + 1 < width) {
            sum += Math.pow(Math.abs(pixels[3 * (y * width + x + 1) + color] - here), power);
          }
          if (y + 1 < height) {
            sum += Math.pow(Math.abs(pixels[3 * ((y + 1) * width + x) + color] - here), power);
          }
        }
      }
    }
    return WEIGHT * Math.pow(RANGE, power) * sum;
  }

  @ParameterizedTest(name = "{0}x{1}, power {2}")
  @CsvSource({"1,1,2", "1,5,1", "5,1,2", "16,3,1", "17,3,2", "37,6,1", "37,6,2"})
  void itIsTheSumOverAllPairsOfNeighborsWithItsDerivative(int height, int width, int power) {
    float[] pixels = noise(height, width);
    float[] gradient = new float[pixels.length];
    Arrays.fill(gradient, 1);

    double value =
        new TotalVariation(WEIGHT, RANGE, power).addTo(THREADS, gradient, pixels, height, width);

    double expected = byDefinition(pixels, height, width, power);
    assertThat(value).isCloseTo(expected, within(1e-6 * expected));
    for (int i = 0; i < pixels.length; i++) {
      float middle = pixels[i];
      // Less than any difference, so that no magnitude has its corner in between.
      float step = 1.0f / (1 << 18);
      pixels[i] = middle + step;
      double above = byDefinition(pixels, height, width, power);
      pixels[i] = middle - step;
      double below = byDefinition(pixels, height, width, power);
      pixels[i] = middle;
      assertThat(gradient[i] - 1.0).isCloseTo((above - below) / (2 * step), within(1e-3));
    }
  }
}
