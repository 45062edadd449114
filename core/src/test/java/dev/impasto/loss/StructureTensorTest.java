package dev.impasto.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StructureTensorTest {
  private static final Engine ENGINE = Engine.open(2);

  /** A color's derivatives across and down. */
  private static final double[][] SLOPES = {{0.01, 0.02}, {0.03, -0.01}, {0, 0.005}};

  private static double[] ofRamp(int height, int width) {
    float[] pixels = new float[3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      double[] slope = SLOPES[i % 3];
      int x = i / 3 % width;
      int y = i / 3 / width;
      pixels[i] = (float) (0.1 + slope[0] * x + slope[1] * y);
    }
    return new StructureTensor(ENGINE, height, width).forward(pixels);
  }

  @AfterAll
  static void closeEngine() {
    ENGINE.close();
  }

  @Test
  void aRampsSlopesAreFoundInEveryCell() {
    double squares = 0;
    double products = 0;
    double energy = 0;
    for (double[] s : SLOPES) {
      squares += s[0] * s[0] - s[1] * s[1];
      products += 2 * s[0] * s[1];
      energy += s[0] * s[0] + s[1] * s[1];
    }
    // 19x14 pixels: four rows of three cells. The cell (1, 1) has no pixel of the border.
    double[] cells = ofRamp(19, 14);
    assertThat(cells).hasSize(3 * 4 * 3);
    int middle = 3 * (3 + 1);
    assertThat(cells[middle]).isEqualTo(squares, within(1e-7));
    assertThat(cells[middle + 1]).isEqualTo(products, within(1e-7));
    assertThat(cells[middle + 2]).isEqualTo(energy, within(1e-7));
  }

  @Test
  void pixelsAtTheBorderCountForNothing() {
    double[] cells = ofRamp(19, 14);
    double inside = cells[3 * (3 + 1) + 2];
    assertThat(cells[2]).isEqualTo(inside * 9 / 16, within(1e-7));
    assertThat(cells[3 + 2]).isEqualTo(inside * 12 / 16, within(1e-7));
  }
}
