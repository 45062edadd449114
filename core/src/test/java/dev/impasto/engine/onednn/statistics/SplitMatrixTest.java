package dev.impasto.engine.onednn.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.InstructionSet;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitMatrixTest {
  private static final int ROWS = 40;
  private static final int CHANNELS = 64;

  /** Columns that nearly add up to nothing: rounded to 8 bits, they add up to something else. */
  @Test
  void aProductWithColumnsThatCancelIsStillThatOfTheMatrix() {
    assumeTrue(
        InstructionSet.bf16() != InstructionSet.Bf16.NONE,
        "skipped: this processor has no bf16 instructions");
    float[] matrix = new float[CHANNELS * CHANNELS];
    double[] sums = cancelling(matrix);
    try (Scope scope = new Scope()) {
      OneDnnContext context = OneDnnContext.open(scope, 1).with(ComputeMode.BF16);
      OneDnnTensor ones = tensor(context, ElementType.BF16);
      OneDnnTensor sum = tensor(context, ElementType.BF16);
      float[] values = new float[ROWS * CHANNELS];
      Arrays.fill(values, 1);
      ones.put(values);
      Arrays.fill(values, 0.25f);
      sum.put(values);
      Memory row = Memory.allocate(context, Descriptors.matrix(context, 1, CHANNELS, CHANNELS, 1));
      Arrays.fill(values, 0.5f);
      row.put(0, Arrays.copyOf(values, CHANNELS));
      SplitMatrix split = new SplitMatrix(context, CHANNELS);
      split.put(matrix);

      split
          .multiply(
              ones, row, sum, tensor(context, ElementType.F32), new PrimitiveScratchpad(context))
          .forEach(Primitive::run);

      sum.get(values);
      for (int i = 0; i < values.length; i++) {
        double expected = 0.75 + sums[i % CHANNELS];
        assertThat((double) values[i]).isBetween(expected * 0.996, expected * 1.004);
      }
    }
  }

  private static OneDnnTensor tensor(OneDnnContext context, ElementType type) {
    return new OneDnnTensor(context, type, ROWS, 1, CHANNELS);
  }

  /** Fills a matrix with numbers of about 10; returns its columns' sums, which are of about 0.1. */
  private static double[] cancelling(float[] matrix) {
    Random random = new Random(1);
    double[] sums = new double[CHANNELS];
    for (int i = 0; i < CHANNELS - 1; i++) {
      for (int j = 0; j < CHANNELS; j++) {
        matrix[i * CHANNELS + j] = (float) (10 * random.nextGaussian());
        sums[j] += matrix[i * CHANNELS + j];
      }
    }
    for (int j = 0; j < CHANNELS; j++) {
      float last = (float) (0.1 * random.nextDouble() - sums[j]);
      matrix[(CHANNELS - 1) * CHANNELS + j] = last;
      sums[j] += last;
    }
    return sums;
  }
}
