package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks what holds a frame near the frame before. */
final class TemporalLossTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 4;

  private static float[] noise(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static double added(TemporalLoss loss, float[] gradient, float[] pixels) {
    return loss.addTo(Floats.of(gradient), Floats.of(pixels));
  }

  private static TemporalLoss loss() {
    return new TemporalLoss(
        new Picture(WIDTH, HEIGHT, noise(3 * WIDTH * HEIGHT, 1)),
        new Mask(WIDTH, HEIGHT, noise(WIDTH * HEIGHT, 2)),
        7);
  }

  @Test
  void itIsTheMeanOfWeightedSquares() {
    TemporalLoss loss =
        new TemporalLoss(
            new Picture(2, 1, new float[] {0, 0, 0, 1, 1, 1}),
            new Mask(2, 1, new float[] {1, 0.5f}),
            6);
    float[] gradient = {1, 0, 0, 0, 0, 0};

    // 6 / 6 (0.5² + 0.5 (1² + 0.5²))
    assertThat(added(loss, gradient, new float[] {0.5f, 0, 0, 0, 0.5f, 1})).isEqualTo(0.875);
    assertThat(gradient).containsExactly(2, 0, 0, -1, -0.5f, 0);
  }

  @Test
  void derivativeIsThatOfTheValue() {
    float[] pixels = noise(3 * WIDTH * HEIGHT, 3);
    float[] gradient = new float[pixels.length];
    added(loss(), gradient, pixels);

    for (int i = 0; i < pixels.length; i++) {
      float[] up = pixels.clone();
      float[] down = pixels.clone();
      up[i] += 0.0625f;
      down[i] -= 0.0625f;
      float[] unused = new float[pixels.length];
      double slope =
          (added(loss(), unused, up) - added(loss(), unused, down)) / ((double) up[i] - down[i]);
      assertThat((double) gradient[i]).isCloseTo(slope, within(1e-6));
    }
  }
}
