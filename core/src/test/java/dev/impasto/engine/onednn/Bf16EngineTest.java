package dev.impasto.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.conformance.Pack;
import dev.impasto.engine.ConvolutionOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.Filters;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.InstructionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation in bf16 against the same in 32-bit floats, on numbers that bf16 can hold. */
class Bf16EngineTest {
  /** What rounding results to bf16 may do, relative, in L2: half of the last of 8 bits at most. */
  private static final double ROUNDING = 1.0 / 256;

  private static final int THREADS = 2;
  private static final Map<ComputeMode, OneDnnEngine> ENGINES = new EnumMap<>(ComputeMode.class);

  @BeforeAll
  static void open() {
    assumeTrue(
        InstructionSet.bf16() != InstructionSet.Bf16.NONE,
        "skipped: this processor has no bf16 instructions");
    for (ComputeMode mode : ComputeMode.values()) {
      ENGINES.put(mode, new OneDnnEngine(THREADS, engine -> mode));
    }
  }

  @AfterAll
  static void close() {
    ENGINES.values().forEach(OneDnnEngine::close);
  }

  private static OneDnnEngine stored() {
    return Objects.requireNonNull(ENGINES.get(ComputeMode.BF16_STORED));
  }

  /** Gaussian numbers that bf16 holds exactly. */
  private static float[] random(int size, long seed, double deviation) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      float value = (float) (deviation * random.nextGaussian());
      values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
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

  /** Both ways in bf16 must give, but for rounding, what 32-bit floats give. */
  private static void requireAgreement(BiFunction<OneDnnEngine, Workspace, float[][]> compute) {
    Map<ComputeMode, float[][]> results = new EnumMap<>(ComputeMode.class);
    ENGINES.forEach(
        (mode, engine) -> {
          try (Workspace workspace = engine.workspace()) {
            results.put(mode, compute.apply(engine, workspace));
          }
        });
    float[][] expected = results.getOrDefault(ComputeMode.F32, new float[0][]);
    results.forEach(
        (mode, actual) -> {
          for (int i = 0; i < expected.length; i++) {
            assertThat(Pack.relativeError(actual[i], expected[i]))
                .as("%s, result %d", mode, i)
                .isLessThan(ROUNDING);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "ZERO,7,9,3,16",
    "REPLICATE,7,9,3,16",
    "ZERO,1,1,16,8",
    "REPLICATE,1,1,5,3",
    "ZERO,13,6,17,40",
    "ZERO,7,9,4,5",
    "ZERO,33,47,64,64",
    "REPLICATE,33,47,64,64",
    "ZERO,40,37,128,64",
    "ZERO,300,700,3,8",
    "REPLICATE,300,700,3,8"
  })
  void aConvolutionAndItsDerivativeAgree(Padding padding, int h, int w, int in, int out) {
    float[] weights = random(out * in * 9, 1, Math.sqrt(2.0 / (9 * in)));
    float[] bias = random(out, 2, 0.1);
    requireAgreement(
        (engine, workspace) -> {
          Tensor x = tensor(workspace, h, w, in, random(h * w * in, 3, 1));
          Tensor y = workspace.tensor(h, w, out);
          ConvolutionOperation operation =
              workspace.convolution(engine.filters(in, out, weights, bias), padding, x, y);
          operation.forward();
          Tensor dx = workspace.tensor(h, w, in);
          operation.backward(tensor(workspace, h, w, out, random(h * w * out, 4, 1)), dx);
          return new float[][] {values(y), values(dx)};
        });
  }

  @ParameterizedTest
  @CsvSource({
    "AVERAGE,FLOOR,7,5", "AVERAGE,CEILING,7,5", "AVERAGE,FLOOR,6,8", "AVERAGE,CEILING,1,3",
    "MAX,FLOOR,7,5", "MAX,CEILING,7,5", "MAX,FLOOR,6,8", "MAX,CEILING,1,3",
    "L2,FLOOR,7,5", "L2,CEILING,1,3", "RESCALED_L2,CEILING,7,5", "RESCALED_AVERAGE,FLOOR,7,5"
  })
  void poolingAndItsDerivativeAgree(Pooling pooling, Rounding rounding, int h, int w) {
    int c = 19;
    requireAgreement(
        (engine, workspace) -> {
          Tensor x = tensor(workspace, h, w, c, random(h * w * c, 5, 1));
          Tensor y = workspace.tensor(rounding.pooled(h), rounding.pooled(w), c);
          PoolingOperation operation = workspace.pooling(pooling, rounding, x, y);
          operation.forward();
          Tensor dx = workspace.tensor(h, w, c);
          float[] upstream = random((int) y.size(), 6, 1);
          operation.backward(tensor(workspace, y.height(), y.width(), c, upstream), dx);
          return new float[][] {values(y), values(dx)};
        });
  }

  @ParameterizedTest
  @CsvSource({"6,7,5", "1,1,64", "61,517,64"})
  void theGramMatrixIsAsExactAsInFloatsAndItsDerivativeAgrees(int h, int w, int c) {
    float[] k = random(c * c, 7, 1);
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < i; j++) {
        k[i * c + j] = k[j * c + i];
      }
    }
    Map<ComputeMode, float[]> grams = new EnumMap<>(ComputeMode.class);
    requireAgreement(
        (engine, workspace) -> {
          GramOperation operation =
              workspace.gram(tensor(workspace, h, w, c, random(h * w * c, 8, 1)));
          float[] gram = new float[c * c];
          float[] sums = new float[c];
          operation.forward(gram, sums);
          grams.put(engine.context().mode(), gram.clone());
          Tensor dy = tensor(workspace, h, w, c, random(h * w * c, 9, 1));
          operation.backward(k, random(c, 16, 1), dy);
          return new float[][] {gram, sums, values(dy)};
        });
    float[] expected = grams.getOrDefault(ComputeMode.F32, new float[0]);
    grams.values().forEach(gram -> assertThat(Pack.relativeError(gram, expected)).isLessThan(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "6,7,5,0,1",
    "6,7,5,5,-1",
    "2,1,64,1,0",
    "17,11,64,4,4",
    "17,11,64,4,-4",
    "61,517,64,2,3",
    "300,8,64,4,-1",
    "64,96,96,4,-4"
  })
  void displacedProductsAreAsExactAsInFloatsAndTheirDerivativeAgrees(
      int h, int w, int c, int rows, int columns) {
    Map<ComputeMode, float[]> grams = new EnumMap<>(ComputeMode.class);
    requireAgreement(
        (engine, workspace) -> {
          DisplacedGramOperation operation =
              workspace.gram(tensor(workspace, h, w, c, random(h * w * c, 8, 1)), rows, columns);
          float[] gram = new float[c * c];
          operation.forward(gram);
          grams.put(engine.context().mode(), gram.clone());
          Tensor dy = tensor(workspace, h, w, c, random(h * w * c, 9, 1));
          operation.backward(random(c * c, 7, 1), dy);
          return new float[][] {gram, values(dy)};
        });
    float[] expected = grams.getOrDefault(ComputeMode.F32, new float[0]);
    grams.values().forEach(gram -> assertThat(Pack.relativeError(gram, expected)).isLessThan(1e-5));
  }

  @Test
  void theSquaredDistanceIsAsExactAsInFloatsAndItsDerivativeAgrees() {
    int size = 9 * 11 * 100;
    Map<ComputeMode, Double> distances = new EnumMap<>(ComputeMode.class);
    requireAgreement(
        (engine, workspace) -> {
          DifferenceOperation operation =
              workspace.difference(
                  tensor(workspace, 9, 11, 100, random(size, 10, 1)),
                  tensor(workspace, 9, 11, 100, random(size, 11, 1)));
          distances.put(engine.context().mode(), operation.forward());
          Tensor dy = tensor(workspace, 9, 11, 100, random(size, 12, 1));
          operation.backward(0.3f, dy);
          return new float[][] {values(dy)};
        });
    assertThat(distances.values()).containsOnly(distances.get(ComputeMode.F32));
  }

  @Test
  void numbersAreRoundedToTheNearestAndBetweenTwoToTheEvenOne() {
    float[] given = {1f, 1 + 0x1p-8f, 1 + 0x3p-8f, 1.004f, -1.004f, 1e-40f, 3.39e38f, Float.NaN};
    float[] kept = {1f, 1f, 1.015625f, 1.0078125f, -1.0078125f, 9.18355e-41f, 3.3895314e38f};
    try (Workspace workspace = stored().workspace()) {
      float[] actual = values(tensor(workspace, 1, 1, given.length, given));
      assertThat(actual).startsWith(kept);
      assertThat(actual[kept.length]).isNaN();
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16,64", "BF16_STORED,64", "BF16,16", "BF16_STORED,16"})
  void theSameComputationGivesTheSameBits(ComputeMode mode, int channels) {
    float[][] results = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (OneDnnEngine engine = new OneDnnEngine(3, e -> mode);
          Workspace workspace = engine.workspace()) {
        Tensor x = tensor(workspace, 61, 47, 3, random(61 * 47 * 3, 13, 1));
        Tensor y = workspace.tensor(61, 47, channels);
        Tensor z = workspace.tensor(61, 47, channels);
        Filters first = filters(engine, 3, channels);
        ConvolutionOperation one = workspace.convolution(first, Padding.REPLICATE, x, y);
        Filters second = filters(engine, channels, channels);
        ConvolutionOperation two = workspace.convolution(second, Padding.ZERO, y, z);
        GramOperation gram = workspace.gram(z);
        float[] k = new float[channels * channels];
        one.forward();
        two.forward();
        float[] sums = new float[channels];
        gram.forward(k, sums);
        Tensor dz = workspace.tensor(61, 47, channels);
        dz.clear();
        gram.backward(k, sums, dz);
        two.backward(dz, y);
        one.backward(y, x);
        results[run] = values(x);
      }
    }
    assertThat(results[0]).isEqualTo(results[1]);
  }

  private static Filters filters(OneDnnEngine engine, int in, int out) {
    return engine.filters(in, out, random(in * out * 9, 14, 0.1), random(out, 15, 0.1));
  }

  @Test
  void aHundredWorkspacesLeaveNoMemoryBehind() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "skipped: the system does not tell");
    work(10);
    System.gc();
    long before = residentMegabytes(status);
    work(100);
    System.gc();
    // One workspace holds 5 MB: a sixth of them left behind would show.
    assertThat(residentMegabytes(status) - before).isLessThan(64);
  }

  private static void work(int workspaces) {
    float[] gram = new float[256];
    float[] sums = new float[16];
    OneDnnEngine engine = stored();
    Filters filters = filters(engine, 16, 16);
    for (int i = 0; i < workspaces; i++) {
      try (Workspace workspace = engine.workspace()) {
        Tensor x = workspace.tensor(150, 150, 16);
        Tensor y = workspace.tensor(150, 150, 16);
        Tensor z = workspace.tensor(75, 75, 16);
        Tensor dz = workspace.tensor(75, 75, 16);
        x.clear();
        dz.clear();
        ConvolutionOperation convolution = workspace.convolution(filters, Padding.REPLICATE, x, y);
        PoolingOperation pooling = workspace.pooling(Pooling.MAX, Rounding.FLOOR, y, z);
        GramOperation product = workspace.gram(y);
        convolution.forward();
        pooling.forward();
        product.forward(gram, sums);
        pooling.backward(dz, y);
        product.backward(gram, sums, y);
        convolution.backward(y, x);
      }
    }
  }

  private static long residentMegabytes(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
