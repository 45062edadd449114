package dev.impasto.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.picture.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks OKLab against numbers that were computed by way of XYZ. */
final class OklabTest {
  @Test
  void colorsAreThoseOfTheWayByXyz() {
    Picture three = new Picture(3, 1, new float[] {1, 1, 1, 1, 0, 0, .2f, .6f, .4f});
    float[] lab = Oklab.of(three).rgb();
    double[] wanted = {1, 0, 0, 0.628, 0.2248, 0.1258, 0.6109, -0.1128, 0.0465};

    for (int i = 0; i < lab.length; i++) {
      assertThat((double) lab[i]).isCloseTo(wanted[i], within(3e-4));
    }
  }

  @Test
  void colorsComeBack() {
    Random random = new Random(1);
    float[] rgb = new float[300];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextFloat();
    }
    float[] back = Oklab.encoded(Oklab.of(new Picture(100, 1, rgb))).rgb();

    for (int i = 0; i < rgb.length; i++) {
      assertThat(back[i]).isCloseTo(rgb[i], within(1e-4f));
    }
  }
}
