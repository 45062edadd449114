package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.loss.VariationTerm;
import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
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

  /** A color of a pixel of the picture whose border is repeated. */
  private static double at(float[] pixels, int height, int width, int y, int x, int color) {
    int row = Math.min(Math.max(y, 0), height - 1);
    int column = Math.min(Math.max(x, 0), width - 1);
    return pixels[3 * (row * width + column) + color];
  }

  /** By the definition; differences of 0 are of no interest here. */
  private static double byDefinition(
      float[] pixels, int height, int width, double power, int neighbors, boolean mean) {
    double straight = 0;
    double diagonal = 0;
    for (int color = 0; color < 3; color++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double here = at(pixels, height, width, y, x, color);
          double right = at(pixels, height, width, y, x + 1, color);
          double below = at(pixels, height, width, y + 1, x, color);
          straight += Math.pow(Math.abs(right - here), power);
          straight += Math.pow(Math.abs(below - here), power);
        }
      }
      for (int y = -1; y < height; y++) {
        for (int x = -1; x < width; x++) {
          double here = at(pixels, height, width, y, x, color);
          double right = at(pixels, height, width, y, x + 1, color);
          double below = at(pixels, height, width, y + 1, x, color);
          double beyond = at(pixels, height, width, y + 1, x + 1, color);
          diagonal += Math.pow(Math.abs(beyond - here), power);
          diagonal += Math.pow(Math.abs(right - below), power);
        }
      }
    }
    double all = mean ? straight / (height * width) : straight;
    double beyond = mean ? diagonal / ((height + 1) * (width + 1)) : diagonal;
    double sum = neighbors == 4 ? all : 2 / 3.0 * all + 1 / 6.0 * beyond;
    return WEIGHT * Math.pow(RANGE, power) * sum;
  }

  @ParameterizedTest(name = "{0}x{1}, power {2}, {3} neighbors, mean {4}")
  @CsvSource({
    "1,1,2,4,false", "1,5,1,4,false", "5,1,2,4,false", "16,3,1,4,false", "17,3,2,4,true",
    "37,6,1,4,false", "37,6,2,4,false", "1,5,2,8,false", "5,1,2,8,true", "17,3,2,8,true",
    "37,6,1,8,false", "17,5,1.5,4,false", "17,5,3,8,true"
  })
  void itIsTheSumOverAllPairsOfNeighborsWithItsDerivative(
      int height, int width, double power, int neighbors, boolean mean) {
    float[] pixels = noise(height, width);
    float[] gradient = new float[pixels.length];
    Arrays.fill(gradient, 1);

    double value =
        new TotalVariation(new VariationTerm(WEIGHT, RANGE, power, neighbors, mean))
            .addTo(THREADS, Floats.of(gradient), Floats.of(pixels), height, width);

    double expected = byDefinition(pixels, height, width, power, neighbors, mean);
    assertThat(value).isCloseTo(expected, within(1e-6 * expected));
    for (int i = 0; i < pixels.length; i++) {
      float middle = pixels[i];
      // Less than any difference, so that no magnitude has its corner in between.
      float step = 1.0f / (1 << 18);
      pixels[i] = middle + step;
      double above = byDefinition(pixels, height, width, power, neighbors, mean);
      pixels[i] = middle - step;
      double below = byDefinition(pixels, height, width, power, neighbors, mean);
      pixels[i] = middle;
      double slope = (above - below) / (2 * step);
      assertThat(gradient[i] - 1.0).isCloseTo(slope, within(1e-3 + 1e-5 * Math.abs(slope)));
    }
  }
}
