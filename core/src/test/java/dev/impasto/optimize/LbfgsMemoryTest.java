package dev.impasto.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import org.junit.jupiter.api.Test;

class LbfgsMemoryTest {
  @Test
  void directionIsThatOfTheDenseInverse() {
    int n = 12;
    int capacity = 5;
    LbfgsMemory memory = new LbfgsMemory(capacity, new ParallelVectors(Parallel.ALONE));
    double[][][] pairs = new double[8][2][n];
    for (int k = 0; k < pairs.length; k++) {
      float[] x = Functions.random(n, 100 + k);
      float[] newX = Functions.random(n, 200 + k);
      float[] gradient = new float[n];
      float[] newGradient = new float[n];
      Functions.quadratic(n, 50).evaluate(x, gradient);
      Functions.quadratic(n, 50).evaluate(newX, newGradient);
      assertThat(
              memory.add(
                  Floats.of(x), Floats.of(gradient), Floats.of(newX), Floats.of(newGradient)))
          .isTrue();
      for (int i = 0; i < n; i++) {
        pairs[k][0][i] = newX[i] - x[i];
        pairs[k][1][i] = newGradient[i] - gradient[i];
      }
    }

    // Equations (7.16) and (7.17): H = V' H V + rho s s', from the oldest pair that is kept, and
    // first from D times a factor a quarter of the way from s'y / y'Dy to s'D^-1 s / s'y, on a
    // logarithmic scale.
    double[] d = diagonal(pairs);
    double[] s = pairs[7][0];
    double[] y = pairs[7][1];
    double yDy = 0;
    double sDs = 0;
    for (int i = 0; i < n; i++) {
      yDy += y[i] * d[i] * y[i];
      sDs += s[i] / d[i] * s[i];
    }
    double scale = Math.pow(dot(s, y) / yDy, 0.75) * Math.pow(sDs / dot(s, y), 0.25);
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      h[i][i] = scale * d[i];
    }
    for (int k = pairs.length - capacity; k < pairs.length; k++) {
      h = update(h, pairs[k][0], pairs[k][1]);
    }

    float[] gradient = Functions.random(n, 1);
    float[] direction = new float[n];
    memory.direction(Floats.of(gradient), Floats.of(direction));
    for (int i = 0; i < n; i++) {
      double expected = 0;
      for (int j = 0; j < n; j++) {
        expected -= h[i][j] * gradient[j];
      }
      assertThat((double) direction[i]).isEqualTo(expected, within(1e-5));
    }
  }

  /** The root of the ratio of mean squares, of three even pairs and those given. */
  private static double[] diagonal(double[][][] pairs) {
    int n = pairs[0][0].length;
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      double steps = 3.0 / n;
      double changes = 3.0 / n;
      for (int k = 0; k < pairs.length; k++) {
        double weight = Math.pow(0.95, pairs.length - 1 - k);
        steps += weight * Math.pow(pairs[k][0][i], 2) / dot(pairs[k][0], pairs[k][0]);
        changes += weight * Math.pow(pairs[k][1][i], 2) / dot(pairs[k][1], pairs[k][1]);
      }
      diagonal[i] = Math.sqrt(steps / changes);
    }
    return diagonal;
  }

  private static double[][] update(double[][] h, double[] s, double[] y) {
    int n = s.length;
    double rho = 1 / dot(s, y);
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        v[i][j] = (i == j ? 1 : 0) - rho * y[i] * s[j];
      }
    }
    double[][] next = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = rho * s[i] * s[j];
        for (int a = 0; a < n; a++) {
          for (int b = 0; b < n; b++) {
            sum += v[a][i] * h[a][b] * v[b][j];
          }
        }
        next[i][j] = sum;
      }
    }
    return next;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void pairWithoutPositiveCurvatureIsNotKept() {
    LbfgsMemory memory = new LbfgsMemory(3, new ParallelVectors(Parallel.ALONE));
    Floats zero = Floats.of(new float[2]);
    assertThat(
            memory.add(zero, zero, Floats.of(new float[] {1, 0}), Floats.of(new float[] {-1, 0})))
        .isFalse();
    assertThat(memory.add(zero, zero, Floats.of(new float[] {1, 0}), Floats.of(new float[] {0, 1})))
        .isFalse();
    assertThat(
            memory.add(
                zero, zero, Floats.of(new float[] {1, 0}), Floats.of(new float[] {Float.NaN, 1})))
        .isFalse();
    assertThat(memory.isEmpty()).isTrue();
  }

  @Test
  void afterClearingNothingIsRemembered() {
    LbfgsMemory memory = new LbfgsMemory(3, new ParallelVectors(Parallel.ALONE));
    LbfgsMemory fresh = new LbfgsMemory(3, new ParallelVectors(Parallel.ALONE));
    Floats zero = Floats.of(new float[2]);
    memory.add(zero, zero, Floats.of(new float[] {1, 0}), Floats.of(new float[] {9, 2}));
    memory.clear();
    float[][] directions = new float[2][2];
    for (LbfgsMemory each : new LbfgsMemory[] {memory, fresh}) {
      each.add(zero, zero, Floats.of(new float[] {1, 3}), Floats.of(new float[] {2, 1}));
    }
    memory.direction(Floats.of(new float[] {3, -4}), Floats.of(directions[0]));
    fresh.direction(Floats.of(new float[] {3, -4}), Floats.of(directions[1]));
    assertThat(directions[0]).isEqualTo(directions[1]);
  }

  @Test
  void withoutPairsTheDirectionIsSteepestDescent() {
    float[] direction = new float[2];
    new LbfgsMemory(3, new ParallelVectors(Parallel.ALONE))
        .direction(Floats.of(new float[] {3, -4}), Floats.of(direction));
    assertThat(direction).containsExactly(-3, 4);
  }
}
