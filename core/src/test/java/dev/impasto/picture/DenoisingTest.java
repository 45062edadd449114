package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Storage;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what denoising takes out and what it leaves. */
final class DenoisingTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  /** Dark to the left, bright to the right, and noise. */
  private static Picture edge(double noise) {
    Random random = new Random(5);
    float[] rgb = new float[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      boolean left = i / 3 % WIDTH < WIDTH / 2;
      rgb[i] = (float) ((left ? 0.2 : 0.8) + noise * random.nextGaussian());
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  @Test
  void noiseGoesAndTheEdgeStays() {
    Picture noisy = edge(0.03);
    Picture calm = noisy.denoised(0.08);

    assertThat(deviation(calm)).isLessThan(0.5 * deviation(noisy));
    int beside = 3 * (10 * WIDTH + WIDTH / 2);
    assertThat((double) calm.rgb()[beside] - calm.rgb()[beside - 3]).isGreaterThan(0.4);
  }

  /** Of the dark columns that are not near the edge. */
  private static double deviation(Picture picture) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < picture.rgb().length; i++) {
      if (i / 3 % WIDTH < WIDTH / 4) {
        sum += Math.pow(picture.rgb()[i] - 0.2, 2);
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  @Test
  void strokesFarAboveTheStrengthKeepTheirs() {
    Picture strokes = stripes(0.6, 0.6, 0.6);
    Picture faint = stripes(0.02, 0.02, 0.02);

    assertThat(strength(strokes.denoised(0.04))).isGreaterThan(0.95 * strength(strokes));
    assertThat(strength(faint.denoised(0.04))).isLessThan(0.1 * strength(faint));
  }

  @Test
  void whatDiffersInColorAloneMustBeStrongerToStay() {
    Picture gray = stripes(0.2, 0.2, 0.2);
    Picture colored = stripes(0.2, 0, -0.2);

    assertThat(strength(gray.denoised(0.04))).isGreaterThan(0.5 * strength(gray));
    assertThat(strength(colored.denoised(0.04))).isLessThan(0.25 * strength(colored));
  }

  /** Upright stripes two pixels wide. */
  private static Picture stripes(double red, double green, double blue) {
    double[] colors = {red, green, blue};
    float[] rgb = new float[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) (0.5 + (i / 3 % WIDTH / 2 % 2 == 0 ? 0.5 : -0.5) * colors[i % 3]);
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  /** How far red is from the middle, on average, away from the borders. */
  private static double strength(Picture picture) {
    return IntStream.range(0, WIDTH * HEIGHT)
        .filter(i -> i % WIDTH >= WIDTH / 4 && i % WIDTH < 3 * WIDTH / 4)
        .mapToDouble(i -> Math.abs(picture.rgb()[3 * i] - 0.5))
        .average()
        .orElseThrow();
  }

  @Test
  void nothingIsTakenAtStrengthZero() {
    Picture picture = edge(0.1);
    assertThat(picture.denoised(0)).isSameAs(picture);
    float[] same = Denoising.apply(picture, 0, Storage.HEAP).rgb();
    for (int i = 0; i < same.length; i++) {
      assertThat(same[i]).isCloseTo(picture.rgb()[i], within(1e-6f));
    }
  }

  @Test
  void tinyPicturesWork() {
    Picture one = new Picture(1, 1, new float[] {0.1f, 0.5f, 0.9f});
    assertThat(one.denoised(0.5).rgb()).containsExactly(one.rgb(), within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void strengthOutOfRangeIsRefused(double strength) {
    assertThatThrownBy(() -> edge(0).denoised(strength))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("from 0 to 1, not " + strength);
  }

  @Test
  void psnrOfAKnownDifferenceIsKnown() {
    Picture gray = new Picture(1, 1, new float[] {0.5f, 0.5f, 0.5f});
    Picture lighter = new Picture(1, 1, new float[] {0.6f, 0.6f, 0.6f});

    assertThat(gray.psnr(lighter)).isCloseTo(20, within(1e-5));
    assertThat(gray.psnr(gray)).isInfinite();
    assertThatThrownBy(() -> gray.psnr(edge(0))).isInstanceOf(InvalidInputException.class);
  }
}
