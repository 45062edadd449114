package dev.impasto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation against plain loops, and its derivative against finite differences. */
class EngineTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open(0);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Tensor tensor(Workspace workspace, int h, int w, int c, float[] values) {
    Tensor tensor = workspace.tensor(h, w, c);
    tensor.put(values);
    return tensor;
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.get(values);
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** A convolution with bias and ReLU by its definition, in double precision. */
  private static double[] convolve(
      float[] x, int h, int w, int ci, int co, float[] weights, float[] bias, Padding padding) {
    double[] y = new double[h * w * co];
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        for (int o = 0; o < co; o++) {
          double sum = bias[o];
          for (int k = 0; k < 9; k++) {
            int yy = i + k / 3 - 1;
            int xx = j + k % 3 - 1;
            if (padding == Padding.REPLICATE || (padding == Padding.REFLECT && h == 1)) {
              yy = Math.max(0, Math.min(h - 1, yy));
              xx = Math.max(0, Math.min(w - 1, xx));
            } else if (padding == Padding.REFLECT) {
              yy = yy < 0 ? 1 : yy == h ? h - 2 : yy;
              xx = xx < 0 ? 1 : xx == w ? w - 2 : xx;
            } else if (yy < 0 || yy >= h || xx < 0 || xx >= w) {
              continue;
            }
            for (int c = 0; c < ci; c++) {
              sum += (double) x[(yy * w + xx) * ci + c] * weights[(o * ci + c) * 9 + k];
            }
          }
          y[(i * w + j) * co + o] = Math.max(0, sum);
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    "ZERO,3,7,9,16",
    "REPLICATE,3,7,9,16",
    "ZERO,16,5,4,8",
    "REPLICATE,5,1,1,3",
    "ZERO,2,1,6,7",
    "REFLECT,3,7,9,16",
    "REFLECT,16,5,4,8",
    "REPLICATE,16,5,4,8",
    "REFLECT,5,1,1,3",
    "REFLECT,4,2,2,3"
  })
  void aConvolutionIsItsDefinitionAndItsDerivativeThatOfItsDefinition(
      Padding padding, int ci, int h, int w, int co) {
    float[] x = random(h * w * ci, 1);
    float[] weights = random(co * ci * 9, 2);
    float[] bias = random(co, 3);
    float[] upstream = random(h * w * co, 4);
    try (Workspace workspace = engine.workspace()) {
      Tensor in = tensor(workspace, h, w, ci, x);
      Tensor out = workspace.tensor(h, w, co);
      ConvolutionOperation operation =
          workspace.convolution(engine.filters(ci, co, weights, bias), padding, in, out);
      operation.forward();
      double[] expected = convolve(x, h, w, ci, co, weights, bias, padding);
      float[] y = values(out);
      for (int i = 0; i < y.length; i++) {
        assertThat((double) y[i]).isCloseTo(expected[i], within(1e-4));
      }
      out.clear();
      operation.again();
      assertThat(values(out)).isEqualTo(y);
      Tensor dx = workspace.tensor(h, w, ci);
      operation.backward(tensor(workspace, h, w, co, upstream), dx);
      float[] gradient = values(dx);
      for (int i = 0; i < x.length; i++) {
        // The definition is linear between kinks, so a small step in double precision is exact.
        double step = 1e-4;
        float[] moved = x.clone();
        moved[i] += (float) step;
        double exactStep = (double) moved[i] - x[i];
        double[] up = convolve(moved, h, w, ci, co, weights, bias, padding);
        double difference = 0;
        for (int k = 0; k < up.length; k++) {
          difference += (up[k] - expected[k]) / exactStep * upstream[k];
        }
        assertThat((double) gradient[i]).isCloseTo(difference, within(2e-2));
      }
    }
  }

  private static float[] pool(float[] x, int h, int w, int c, Pooling pooling, Rounding rounding) {
    int ph = rounding.pooled(h);
    int pw = rounding.pooled(w);
    float[] y = new float[ph * pw * c];
    for (int i = 0; i < ph; i++) {
      for (int j = 0; j < pw; j++) {
        for (int k = 0; k < c; k++) {
          double sum = 0;
          double squares = 0;
          double largest = Double.NEGATIVE_INFINITY;
          int count = 0;
          for (int yy = 2 * i; yy < Math.min(h, 2 * i + 2); yy++) {
            for (int xx = 2 * j; xx < Math.min(w, 2 * j + 2); xx++) {
              double v = x[(yy * w + xx) * c + k];
              sum += v;
              squares += v * v;
              largest = Math.max(largest, v);
              count++;
            }
          }
          double value =
              switch (pooling) {
                case MAX -> largest;
                case AVERAGE -> sum / count;
                case RESCALED_AVERAGE -> 2 * sum / count;
                case L2 -> Math.sqrt(squares / count);
                case RESCALED_L2 -> 0.78 * Math.sqrt(4 * squares / count);
              };
          y[(i * pw + j) * c + k] = (float) value;
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    "AVERAGE,FLOOR,6,8", "AVERAGE,FLOOR,7,5", "AVERAGE,CEILING,7,5", "AVERAGE,CEILING,1,3",
    "MAX,FLOOR,6,8", "MAX,FLOOR,7,5", "MAX,CEILING,7,5", "MAX,CEILING,1,3",
    "L2,FLOOR,6,8", "L2,FLOOR,7,5", "L2,CEILING,7,5", "L2,CEILING,1,3",
    "RESCALED_AVERAGE,FLOOR,7,5", "RESCALED_AVERAGE,CEILING,7,5", "RESCALED_L2,CEILING,7,5"
  })
  void poolingIsItsDefinitionAndItsDerivativeThatOfItsDefinition(
      Pooling pooling, Rounding rounding, int h, int w) {
    int c = 16;
    float[] x = random(h * w * c, 5);
    try (Workspace workspace = engine.workspace()) {
      Tensor in = tensor(workspace, h, w, c, x);
      Tensor out = workspace.tensor(rounding.pooled(h), rounding.pooled(w), c);
      PoolingOperation operation = workspace.pooling(pooling, rounding, in, out);
      operation.forward();
      float[] expected = pool(x, h, w, c, pooling, rounding);
      assertThat(values(out)).containsExactly(expected, within(1e-6f));
      float[] upstream = random(expected.length, 6);
      Tensor dx = workspace.tensor(h, w, c);
      operation.backward(tensor(workspace, out.height(), out.width(), c, upstream), dx);
      float[] gradient = values(dx);
      float step = 1e-3f;
      for (int i = 0; i < x.length; i++) {
        float[] moved = x.clone();
        moved[i] += step;
        double difference = 0;
        float[] up = pool(moved, h, w, c, pooling, rounding);
        for (int k = 0; k < up.length; k++) {
          difference += (up[k] - expected[k]) / (moved[i] - x[i]) * upstream[k];
        }
        assertThat((double) gradient[i]).isCloseTo(difference, within(5e-3));
      }
    }
  }

  @Test
  void whereAllOfAWindowIsZeroTheDerivativeOfPooledSquaresIsZero() {
    try (Workspace workspace = engine.workspace()) {
      Tensor in = tensor(workspace, 2, 4, 4, new float[32]);
      Tensor out = workspace.tensor(1, 2, 4);
      PoolingOperation operation = workspace.pooling(Pooling.L2, Rounding.FLOOR, in, out);
      operation.forward();
      Tensor dx = tensor(workspace, 2, 4, 4, random(32, 1));
      operation.backward(tensor(workspace, 1, 2, 4, random(8, 2)), dx);

      assertThat(values(dx)).containsOnly(0f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 130})
  void theGramMatrixIsItsDefinitionAndItsDerivativeThatOfAnyFunctionOfIt(int c) {
    float[] y = random(6 * 7 * c, 7);
    float[] half = random(c * c, 8);
    float[] k = new float[c * c];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        k[i * c + j] = half[i * c + j] + half[j * c + i];
      }
    }
    try (Workspace workspace = engine.workspace()) {
      Tensor response = tensor(workspace, 6, 7, c, y);
      GramOperation operation = workspace.gram(response);
      float[] g = new float[c * c];
      float[] s = new float[c];
      operation.forward(g, s);
      for (int i = 0; i < c; i++) {
        double whole = 0;
        for (int p = 0; p < 42; p++) {
          whole += y[p * c + i];
        }
        assertThat((double) s[i]).isCloseTo(whole, within(1e-4));
        for (int j = 0; j < c; j++) {
          double sum = 0;
          for (int p = 0; p < 42; p++) {
            sum += (double) y[p * c + i] * y[p * c + j];
          }
          assertThat((double) g[i * c + j]).isCloseTo(sum, within(1e-4));
        }
      }
      // f = Σ half . G + Σ b . s is quadratic in Y: its central difference is exact but for
      // rounding.
      float[] before = random(y.length, 9);
      Tensor dy = tensor(workspace, 6, 7, c, before);
      float[] b = random(c, 11);
      operation.backward(k, b, dy);
      float[] direction = random(y.length, 10);
      float[] added = values(dy);
      for (int i = 0; i < added.length; i++) {
        added[i] -= before[i];
      }
      double[] f = new double[2];
      for (int side = 0; side < 2; side++) {
        float[] moved = y.clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] += (side == 0 ? 0.5f : -0.5f) * direction[i];
        }
        response.put(moved);
        operation.forward(g, s);
        f[side] = dot(g, half) + dot(s, b);
      }
      assertThat(dot(added, direction)).isCloseTo(f[0] - f[1], within(1e-2));
    }
  }

  @Test
  void withoutSumsTheGramMatrixIsTheSameAndItsDerivativeThatOfZeros() {
    int c = 5;
    float[] k = random(c * c, 8);
    try (Workspace workspace = engine.workspace()) {
      GramOperation operation = workspace.gram(tensor(workspace, 6, 7, c, random(6 * 7 * c, 7)));
      float[] expected = new float[c * c];
      float[] actual = new float[c * c];
      operation.forward(expected, new float[c]);
      operation.forward(actual, new float[0]);
      assertThat(actual).isEqualTo(expected);
      Tensor with = workspace.tensor(6, 7, c);
      Tensor without = workspace.tensor(6, 7, c);
      with.clear();
      without.clear();
      operation.backward(k, new float[c], with);
      operation.backward(k, new float[0], without);
      assertThat(values(without)).isEqualTo(values(with));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6,7,5,0,1",
    "6,7,5,1,0",
    "6,7,5,0,6",
    "6,7,5,5,-6",
    "6,7,5,2,-3",
    "6,7,5,0,7",
    "6,7,5,0,-2",
    "6,7,5,6,0",
    "6,7,5,1,-8",
    "9,3,4,4,-4",
    "1,9,3,0,2",
    "5,1,3,2,0",
    "17,11,64,4,4",
    "17,11,64,4,-4",
    "40,50,64,4,3",
    "300,8,64,4,-1",
    "3,300,130,1,-250"
  })
  void displacedProductsAreTheirSumOverPairsAndTheirDerivativeIsThatOfThisSum(
      int h, int w, int c, int rows, int columns) {
    float[] y = random(h * w * c, 7);
    float[] k = random(c * c, 8);
    float[] before = random(y.length, 9);
    double[] products = new double[c * c];
    double[] derivative = new double[y.length];
    int pairs = 0;
    for (int p = 0; p < h * w; p++) {
      int row = p / w + rows;
      int column = p % w + columns;
      if (row >= h || column < 0 || column >= w) {
        continue;
      }
      pairs++;
      for (int i = 0; i < c; i++) {
        for (int j = 0; j < c; j++) {
          int here = p * c + i;
          int there = (row * w + column) * c + j;
          products[i * c + j] += (double) y[here] * y[there];
          derivative[here] += (double) k[i * c + j] * y[there];
          derivative[there] += (double) k[i * c + j] * y[here];
        }
      }
    }
    for (int threads : new int[] {1, 3}) {
      try (Engine own = Engine.open(threads);
          Workspace workspace = own.workspace()) {
        Tensor response = tensor(workspace, h, w, c, y);
        DisplacedGramOperation operation = workspace.gram(response, rows, columns);
        float[] g = new float[c * c];
        operation.forward(g);
        Tensor dy = tensor(workspace, h, w, c, before);
        operation.backward(k, dy);
        float[] added = values(dy);
        assertThat(operation.pairs()).isEqualTo(pairs);
        for (int i = 0; i < g.length; i++) {
          assertThat((double) g[i]).isCloseTo(products[i], within(1e-3));
        }
        for (int i = 0; i < added.length; i++) {
          assertThat((double) added[i] - before[i]).isCloseTo(derivative[i], within(1e-4));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4,-4", "0,2", "2,0"})
  void theDerivativeOfDisplacedProductsIsTheirFiniteDifference(int rows, int columns) {
    int h = 9;
    int w = 13;
    int c = 6;
    float[] y = random(h * w * c, 7);
    float[] k = random(c * c, 8);
    float[] direction = random(y.length, 10);
    try (Workspace workspace = engine.workspace()) {
      Tensor response = tensor(workspace, h, w, c, y);
      DisplacedGramOperation operation = workspace.gram(response, rows, columns);
      Tensor dy = workspace.tensor(h, w, c);
      dy.clear();
      operation.backward(k, dy);
      // f = Σ k . G is quadratic in Y: its central difference is exact but for rounding.
      double[] f = new double[2];
      float[] g = new float[c * c];
      for (int side = 0; side < 2; side++) {
        float[] moved = y.clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] += (side == 0 ? 0.5f : -0.5f) * direction[i];
        }
        response.put(moved);
        operation.forward(g);
        f[side] = dot(g, k);
      }
      assertThat(dot(values(dy), direction)).isCloseTo(f[0] - f[1], within(1e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void displacedProductsHaveTheSameBitsInEveryRun(int threads) {
    int h = 37;
    int w = 29;
    int c = 32;
    float[][] results = new float[2][];
    float[][] gradients = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (Engine own = Engine.open(threads);
          Workspace workspace = own.workspace()) {
        DisplacedGramOperation operation =
            workspace.gram(tensor(workspace, h, w, c, random(h * w * c, 7)), 4, -4);
        results[run] = new float[c * c];
        operation.forward(results[run]);
        float[] again = new float[c * c];
        operation.forward(again);
        assertThat(again).isEqualTo(results[run]);
        Tensor dy = workspace.tensor(h, w, c);
        dy.clear();
        operation.backward(random(c * c, 8), dy);
        gradients[run] = values(dy);
      }
    }
    assertThat(results[0]).isEqualTo(results[1]);
    assertThat(gradients[0]).isEqualTo(gradients[1]);
  }

  @Test
  void theSquaredDistanceAndItsDerivativeAreTheirDefinitions() {
    float[] y = random(9 * 11 * 100, 11);
    float[] p = random(y.length, 12);
    try (Workspace workspace = engine.workspace()) {
      DifferenceOperation operation =
          workspace.difference(tensor(workspace, 9, 11, 100, y), tensor(workspace, 9, 11, 100, p));
      double sum = 0;
      float[] expected = random(y.length, 13);
      Tensor dy = tensor(workspace, 9, 11, 100, expected);
      for (int i = 0; i < y.length; i++) {
        double d = (double) y[i] - p[i];
        sum += d * d;
        expected[i] += 0.3f * (y[i] - p[i]);
      }
      assertThat(operation.forward()).isCloseTo(sum, within(1e-9 * sum));
      operation.backward(0.3f, dy);
      assertThat(values(dy)).containsExactly(expected, within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(Padding.class)
  void theSameComputationGivesTheSameBits(Padding padding) {
    float[][] results = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (Workspace workspace = engine.workspace()) {
        Tensor x = tensor(workspace, 33, 31, 16, random(33 * 31 * 16, 14));
        Tensor y = workspace.tensor(33, 31, 32);
        workspace
            .convolution(
                engine.filters(16, 32, random(32 * 16 * 9, 15), random(32, 16)), padding, x, y)
            .forward();
        results[run] = values(y);
      }
    }
    assertThat(results[0]).isEqualTo(results[1]);
  }

  @Test
  void aThousandEvaluationsAndAHundredWorkspacesLeaveNoMemoryBehind() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: the system does not tell");
    Filters filters = engine.filters(16, 16, random(16 * 16 * 9, 17), random(16, 18));
    work(filters, 100, 1); // the allocator and the Java heap have grown by then
    System.gc();
    long before = residentMegabytes();
    work(filters, 100, 10);
    System.gc();
    // One workspace holds 8 MB: a tenth of them left behind would show.
    assertThat(residentMegabytes() - before).isLessThan(64);
  }

  private static void work(Filters filters, int workspaces, int evaluations) {
    float[] gram = new float[256];
    float[] sums = new float[16];
    for (int i = 0; i < workspaces; i++) {
      try (Workspace workspace = engine.workspace()) {
        Tensor x = workspace.tensor(150, 150, 16);
        Tensor y = workspace.tensor(150, 150, 16);
        Tensor z = workspace.tensor(75, 75, 16);
        Tensor dy = workspace.tensor(150, 150, 16);
        Tensor dz = workspace.tensor(75, 75, 16);
        x.clear();
        ConvolutionOperation convolution = workspace.convolution(filters, Padding.REPLICATE, x, y);
        PoolingOperation pooling = workspace.pooling(Pooling.MAX, Rounding.FLOOR, y, z);
        GramOperation product = workspace.gram(y);
        DisplacedGramOperation displaced = workspace.gram(y, 4, -4);
        for (int k = 0; k < evaluations; k++) {
          convolution.forward();
          pooling.forward();
          product.forward(gram, sums);
          dz.clear();
          pooling.backward(dz, dy);
          product.backward(gram, sums, dy);
          displaced.forward(gram);
          displaced.backward(gram, dy);
          convolution.backward(dy, x);
        }
      }
    }
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Test
  void aChosenNumberOfThreadsIsSaid() {
    try (Engine one = Engine.open(1)) {
      assertThat(one.description()).contains("1 thread").doesNotContain("1 threads");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 130})
  void squareMatricesAreMultiplied(int n) {
    float[] a = random(n * n, 1);
    float[] b = random(n * n, 2);
    float[] plain = new float[n * n];
    float[] transposed = b.clone();
    try (Workspace workspace = engine.workspace()) {
      SquareProduct product = workspace.squareProduct(n);
      product.multiply(a, b, plain);
      product.multiplyTransposed(a, transposed, transposed);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double sumTransposed = 0;
        for (int k = 0; k < n; k++) {
          sum += (double) a[i * n + k] * b[k * n + j];
          sumTransposed += (double) a[k * n + i] * b[k * n + j];
        }
        assertThat((double) plain[i * n + j]).isCloseTo(sum, within(1e-4));
        assertThat((double) transposed[i * n + j]).isCloseTo(sumTransposed, within(1e-4));
      }
    }
  }
}
