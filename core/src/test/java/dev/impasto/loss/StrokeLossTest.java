package dev.impasto.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StrokeLossTest {
  private static final Engine ENGINE = Engine.open(2);
  private static final int HEIGHT = 43;
  private static final int WIDTH = 38;
  private static final int STYLE = 48;

  private static float[] noise(int seed, int height, int width) {
    Random random = new Random(seed);
    float[] pixels = new float[3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.5 + 0.2 * random.nextGaussian());
    }
    return pixels;
  }

  /** Stripes, five pixels wide, down the two diagonals, each as strong as said where it is. */
  private interface Strength {
    double at(int x, int y, boolean falling);
  }

  private static float[] stripes(int side, Strength strength) {
    float[] pixels = new float[3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % side;
      int y = i / 3 / side;
      pixels[i] =
          (float)
              (0.5
                  + 0.1 * strength.at(x, y, true) * Math.sin((x - y) * Math.PI / 5)
                  + 0.1 * strength.at(x, y, false) * Math.sin((x + y) * Math.PI / 5));
    }
    return pixels;
  }

  /** One diagonal left, the other right. */
  private static float[] strokes(int side) {
    return stripes(side, (x, y, falling) -> x < side / 2 == falling ? Math.sqrt(2) : 0);
  }

  /** Both diagonals everywhere. */
  private static float[] hatching(int side) {
    return stripes(side, (x, y, falling) -> 1);
  }

  private static StrokeLoss loss() {
    StrokeLoss loss = new StrokeLoss(ENGINE, HEIGHT, WIDTH, 3);
    loss.aim(STYLE, STYLE, strokes(STYLE));
    loss.balance(noise(1, HEIGHT, WIDTH));
    return loss;
  }

  @AfterAll
  static void closeEngine() {
    ENGINE.close();
  }

  /** Down the slope of a few pixels at a time: one alone changes hardly a digit of the value. */
  @Test
  void derivativeIsThatOfTheValue() {
    StrokeLoss loss = loss();
    float[] pixels = noise(2, HEIGHT, WIDTH);
    float[] gradient = new float[pixels.length];
    loss.addTo(gradient, pixels);
    Random random = new Random(5);
    for (int trial = 0; trial < 50; trial++) {
      float[] up = pixels.clone();
      float[] down = pixels.clone();
      double slope = 0;
      for (int i = 0; i < pixels.length; i++) {
        if (random.nextInt(50) == 0) {
          up[i] += 0.01f * Math.signum(gradient[i]);
          down[i] -= 0.01f * Math.signum(gradient[i]);
          slope += gradient[i] * (up[i] - down[i]);
        }
      }
      double difference =
          loss.addTo(new float[up.length], up) - loss.addTo(new float[up.length], down);
      assertThat(slope).isEqualTo(difference, within(0.01 * difference));
    }
  }

  @Test
  void derivativeIsAddedToWhatIsThere() {
    StrokeLoss loss = loss();
    float[] pixels = noise(2, HEIGHT, WIDTH);
    float[] once = new float[pixels.length];
    loss.addTo(once, pixels);
    float[] twice = once.clone();
    loss.addTo(twice, pixels);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * once[i], within(1e-6f + 1e-4f * Math.abs(once[i])));
    }
  }

  /** What a network's statistics of positions side by side can hardly tell apart. */
  @Test
  void hatchingIsFarFromStrokesOfTheSameDirections() {
    StrokeLoss loss = new StrokeLoss(ENGINE, STYLE, STYLE, 1);
    loss.aim(STYLE, STYLE, strokes(STYLE));
    float[] gradient = new float[3 * STYLE * STYLE];
    assertThat(loss.addTo(gradient, strokes(STYLE))).isLessThan(1e-9);
    assertThat(loss.addTo(gradient, hatching(STYLE))).isGreaterThan(0.5);
  }

  @Test
  void theSameStrokesInOtherPlacesAreAtNoDistance() {
    StrokeLoss loss = new StrokeLoss(ENGINE, STYLE, STYLE, 1);
    float[] strokes = strokes(STYLE);
    loss.aim(STYLE, STYLE, strokes);
    float[] turned = new float[strokes.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = strokes[turned.length - 1 - i];
    }
    assertThat(loss.addTo(new float[turned.length], turned)).isLessThan(1e-9);
  }

  @Test
  void picturesTooSmallForWindowsAreNotCompared() {
    StrokeLoss loss = new StrokeLoss(ENGINE, 16, 15, 1);
    loss.aim(STYLE, STYLE, strokes(STYLE));
    float[] pixels = noise(2, 16, 15);
    float[] gradient = new float[pixels.length];
    assertThat(loss.addTo(gradient, pixels)).isZero();
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void onlyTheBalancedConventionComparesStrokes() {
    for (LossConvention convention : LossConvention.values()) {
      assertThat(convention.strokeLoss(ENGINE, HEIGHT, WIDTH, 1).isPresent())
          .isEqualTo(convention == LossConvention.BALANCED);
    }
    assertThat(LossConvention.BALANCED.strokeLoss(ENGINE, HEIGHT, WIDTH, 0)).isEmpty();
  }
}
