package dev.impasto.engine.onednn.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The algebra of the transforms in double precision, without oneDNN: Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A
 * is the correlation of d with g.
 */
final class WinogradTest {
  private static final int IN = Winograd.IN;
  private static final int OUT = Winograd.OUT;
  private static final int SIDE = 3;

  /** The factors G ⊗ G are rounded to floats. */
  private static final double TOLERANCE = 1e-5;

  private final Random random = new Random(5);

  private double[] uniform(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** {@code M v} of a matrix, row by row, with as many columns as there are values. */
  private static double[] times(float[] matrix, double[] values) {
    double[] product = new double[matrix.length / values.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i / values.length] += matrix[i] * values[i % values.length];
    }
    return product;
  }

  /** {@code Bᵀ d B}, down and then across, as {@link WinogradInput} does it. */
  private static double[] transformed(double[] d, boolean turned) {
    float[] matrix = Winograd.input(turned);
    double[] down = new double[IN * IN];
    double[] across = new double[IN * IN];
    for (int i = 0; i < IN * IN; i++) {
      for (int k = 0; k < IN; k++) {
        down[i] += matrix[i / IN * IN + k] * d[k * IN + i % IN];
      }
    }
    for (int i = 0; i < IN * IN; i++) {
      for (int k = 0; k < IN; k++) {
        across[i] += down[i / IN * IN + k] * matrix[i % IN * IN + k];
      }
    }
    return across;
  }

  private static double[] elementwise(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** The whole formula. */
  private static double[] filtered(double[] g, double[] d, boolean turned) {
    double[] products = elementwise(times(Winograd.filter(), g), transformed(d, turned));
    return times(Winograd.output(turned), products);
  }

  /** {@code y[i][j] = Σ g[k][l] d[i + k][j + l]}. */
  private static double[] correlation(double[] g, double[] d) {
    double[] y = new double[OUT * OUT];
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < g.length; k++) {
        y[i] += g[k] * d[(i / OUT + k / SIDE) * IN + i % OUT + k % SIDE];
      }
    }
    return y;
  }

  private static double[] turned(double[] values) {
    double[] turned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i] = values[values.length - 1 - i];
    }
    return turned;
  }

  @Test
  void aTileIsTheCorrelationOfItsInputsWithTheFilter() {
    for (int trial = 0; trial < 20; trial++) {
      double[] g = uniform(Winograd.TAPS);
      double[] d = uniform(IN * IN);
      assertThat(filtered(g, d, false)).containsExactly(correlation(g, d), within(TOLERANCE));
    }
  }

  @Test
  void turnedTransformsWithTheSameFactorsCorrelateWithTheTurnedFilter() {
    for (int trial = 0; trial < 20; trial++) {
      double[] g = uniform(Winograd.TAPS);
      double[] d = uniform(IN * IN);
      assertThat(filtered(g, d, true))
          .containsExactly(correlation(turned(g), d), within(TOLERANCE));
    }
  }

  /**
   * The derivative: a tile of dx is made of the 6x6 derivatives around it, by turned transforms.
   * {@code Σ dy (g * x) = Σ x dx} for every x within the tile.
   */
  @Test
  void turnedTransformsGiveTheDerivativeOfTheCorrelation() {
    double[] g = uniform(Winograd.TAPS);
    double[] dy = uniform(IN * IN);
    double[] x = uniform(OUT * OUT);
    double[] dx = filtered(g, dy, true);
    double expected = 0;
    for (int i = 0; i < IN * IN; i++) {
      // Output (r, c) reads inputs (r - 2, c - 2) to (r, c) of the tile, and zeros beyond it.
      double y = 0;
      for (int k = 0; k < g.length; k++) {
        int row = i / IN - 2 + k / SIDE;
        int column = i % IN - 2 + k % SIDE;
        if (row >= 0 && row < OUT && column >= 0 && column < OUT) {
          y += g[k] * x[row * OUT + column];
        }
      }
      expected += dy[i] * y;
    }
    double actual = 0;
    for (int i = 0; i < x.length; i++) {
      actual += x[i] * dx[i];
    }
    assertThat(actual).isCloseTo(expected, within(TOLERANCE));
  }

  /** Transposed: B[(G g Gᵀ) ⊙ (A y Aᵀ)]Bᵀ is the adjoint of the formula. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTransposedMatricesAreTheAdjoint(boolean turned) {
    double[] g = uniform(Winograd.TAPS);
    double[] d = uniform(IN * IN);
    double[] y = uniform(OUT * OUT);
    double[] products = elementwise(times(Winograd.filter(), g), spread(y, turned));
    double forward = dot(filtered(g, d, turned), y);
    assertThat(dot(products, transformed(d, turned))).isCloseTo(forward, within(TOLERANCE));
  }

  /** {@code A y Aᵀ}. */
  private static double[] spread(double[] y, boolean turned) {
    float[] matrix = Winograd.output(turned);
    double[] spread = new double[IN * IN];
    for (int i = 0; i < matrix.length; i++) {
      spread[i % spread.length] += matrix[i] * y[i / spread.length];
    }
    return spread;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
