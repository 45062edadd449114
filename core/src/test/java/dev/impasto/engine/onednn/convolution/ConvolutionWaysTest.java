package dev.impasto.engine.onednn.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.OperationScratch;
import dev.impasto.engine.onednn.storage.RowHook;
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.winograd.WinogradConvolution;
import dev.impasto.engine.onednn.winograd.WinogradScratch;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to a convolution and its derivative against plain loops in double precision. */
class ConvolutionWaysTest {
  private static final double TOLERANCE = 1e-5;

  /** How a convolution is computed. */
  private enum Way {
    DIRECT,
    WINOGRAD,
    /** The direct way forward, and the first layer's backward. */
    FIRST_LAYER
  }

  /** A convolution with random numbers, and what it gives. */
  private static final class Problem {
    final int h;
    final int w;
    final int in;
    final int out;
    final float[] weights;
    final float[] bias;
    final float[] x;
    final float[] dy;

    Problem(int h, int w, int in, int out) {
      this.h = h;
      this.w = w;
      this.in = in;
      this.out = out;
      Random random = new Random(1000L * h + 100L * w + 10L * in + out);
      this.weights = gaussian(random, out * in * 9, Math.sqrt(2.0 / (9 * in)));
      this.bias = gaussian(random, out, 0.1);
      this.x = gaussian(random, h * w * in, 1);
      this.dy = gaussian(random, h * w * out, 1);
    }

    private static float[] gaussian(Random random, int size, double deviation) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return values;
    }

    /** {@code max(0, W * x + bias)} and {@code Wᵀ * dy}. */
    double[][] byDefinition() {
      double[] y = new double[h * w * out];
      double[] dx = new double[h * w * in];
      for (int i = 0; i < h * w; i++) {
        for (int o = 0; o < out; o++) {
          double sum = bias[o];
          for (int k = 0; k < 9; k++) {
            int row = i / w + k / 3 - 1;
            int column = i % w + k % 3 - 1;
            if (row >= 0 && row < h && column >= 0 && column < w) {
              for (int c = 0; c < in; c++) {
                double weight = weights[(o * in + c) * 9 + k];
                int at = (row * w + column) * in + c;
                sum += weight * x[at];
                dx[at] += weight * dy[i * out + o];
              }
            }
          }
          y[i * out + o] = Math.max(0, sum);
        }
      }
      return new double[][] {y, dx};
    }

    /** Computes y and dx, without actions on rows. */
    float[][] compute(OneDnnContext engine, Way way) {
      return compute(engine, way, dy, y -> RowHook.NONE, gradient -> RowHook.NONE);
    }

    /**
     * Computes y and dx.
     *
     * @param given the values of dy before the first row is asked for
     * @param after the action on the rows of y
     * @param before the action on the rows of dy
     */
    float[][] compute(
        OneDnnContext engine,
        Way way,
        float[] given,
        Function<RowValues[], RowHook> after,
        Function<RowValues[], RowHook> before) {
      try (Scope scope = new Scope()) {
        OneDnnContext context = engine.with(scope);
        OneDnnFilters filters = new OneDnnFilters(engine, in, out, weights, bias);
        long size = WinogradScratch.size(filters, h, w, engine.threads().count());
        OneDnnTensor room = new OneDnnTensor(context, 1, 1, Math.toIntExact(size));
        OperationScratch scratch =
            new OperationScratch(room, PrimitiveScratchpad.forEachThread(context));
        OneDnnTensor[] all = new OneDnnTensor[4];
        for (int i = 0; i < 4; i++) {
          all[i] = new OneDnnTensor(context, h, w, i % 2 == 0 ? in : out);
        }
        all[0].put(x);
        all[3].put(given);
        RowHook made = after.apply(all[1].rowValues());
        Runnable forward =
            way == Way.WINOGRAD
                ? WinogradConvolution.forward(context, scratch, filters, all[0], all[1], made)
                : DirectConvolution.forward(
                    context, scratch.pads(), filters, 1, all[0], all[1], made);
        forward.run();
        RowHook read = before.apply(all[3].rowValues());
        Runnable backward =
            switch (way) {
              case WINOGRAD ->
                  WinogradConvolution.backward(context, scratch, filters, all[3], all[2], read);
              case DIRECT ->
                  DirectConvolution.backward(
                      context, scratch.pads(), filters, 1, all[3], all[2], read);
              case FIRST_LAYER ->
                  new FirstLayerBackward(context, scratch.pads(), filters, 1, all[3], all[2], read);
            };
        backward.run();
        float[] y = new float[h * w * out];
        float[] dx = new float[h * w * in];
        all[1].get(y);
        all[2].get(dx);
        return new float[][] {y, dx};
      }
    }
  }

  private static double error(float[] actual, double[] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,1",
    "1,1,16,16",
    "1,9,5,3",
    "9,1,3,5",
    "2,3,17,31",
    "4,4,16,16",
    "5,5,64,64",
    "7,11,3,64",
    "8,12,33,1",
    "13,6,1,40",
    "17,19,20,24",
    "3,200,8,8",
    "65,3,8,8",
    "21,34,64,32",
    "40,40,16,48",
    "6,7,350,340",
    "5,30,512,288",
    "50,300,3,16",
    "2,4096,3,4",
    "31,29,4,65",
    "9,1060,5,4",
    "56,7,16,16"
  })
  void everyWayIsTheDefinitionForwardAndBackward(int h, int w, int in, int out) {
    Problem problem = new Problem(h, w, in, out);
    double[][] expected = problem.byDefinition();
    for (int threads : new int[] {1, 2, 3}) {
      try (Scope owner = new Scope()) {
        OneDnnContext engine = OneDnnContext.open(owner, threads);
        for (Way way : Way.values()) {
          float[][] actual = problem.compute(engine, way);
          String what = way + ", " + threads + " threads";
          assertThat(error(actual[0], expected[0])).as(what).isLessThan(TOLERANCE);
          assertThat(error(actual[1], expected[1])).as(what).isLessThan(TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,1",
    "2,3,17,31",
    "5,5,64,64",
    "17,19,20,24",
    "3,200,8,8",
    "65,3,8,8",
    "40,40,16,48",
    "5,30,512,288",
    "50,300,3,16",
    "2,4096,3,4"
  })
  void rowsAreHandedOverWhenTheyAreMadeAndAskedForBeforeTheyAreRead(int h, int w, int in, int out) {
    Problem problem = new Problem(h, w, in, out);
    int length = w * out;
    float[] missing = new float[h * length];
    Arrays.fill(missing, Float.NaN);
    for (int threads : new int[] {1, 2, 3}) {
      try (Scope owner = new Scope()) {
        OneDnnContext engine = OneDnnContext.open(owner, threads);
        for (Way way : Way.values()) {
          float[] seen = new float[h * length];
          AtomicIntegerArray times = new AtomicIntegerArray(h);
          float[][] expected = problem.compute(engine, way);
          float[][] actual =
              problem.compute(
                  engine,
                  way,
                  missing,
                  y ->
                      (from, to, lane) -> {
                        for (int row = from; row < to; row++) {
                          y[row].get(0, seen, row * length, length);
                          times.incrementAndGet(row);
                        }
                      },
                  dy ->
                      (from, to, lane) -> {
                        for (int row = from; row < to; row++) {
                          dy[row].put(0, problem.dy, row * length, length);
                        }
                      });
          String what = way + ", " + threads + " threads";
          assertThat(seen).as(what).isEqualTo(expected[0]);
          assertThat(actual[1]).as(what).isEqualTo(expected[1]);
          for (int row = 0; row < h; row++) {
            assertThat(times.get(row)).as("%s, row %d", what, row).isEqualTo(1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameComputationGivesTheSameBits(Way way) {
    Problem problem = new Problem(61, 47, way == Way.FIRST_LAYER ? 3 : 64, 64);
    try (Scope owner = new Scope()) {
      OneDnnContext engine = OneDnnContext.open(owner, 3);
      float[][] once = problem.compute(engine, way);
      float[][] twice = problem.compute(engine, way);
      assertThat(twice[0]).isEqualTo(once[0]);
      assertThat(twice[1]).isEqualTo(once[1]);
    }
  }

  @Test
  void narrowLayersAndSmallResponsesGoTheDirectWay() {
    try (Scope owner = new Scope()) {
      OneDnnContext engine = OneDnnContext.open(owner, 1);
      OneDnnFilters first = new OneDnnFilters(engine, 3, 64, new float[3 * 64 * 9], new float[64]);
      OneDnnFilters wide = new OneDnnFilters(engine, 64, 64, new float[64 * 64 * 9], new float[64]);
      assertThat(WinogradConvolution.pays(first, 512, 512)).isFalse();
      assertThat(WinogradConvolution.pays(wide, 8, 8)).isFalse();
      assertThat(WinogradConvolution.pays(wide, 512, 512)).isTrue();
    }
  }
}
