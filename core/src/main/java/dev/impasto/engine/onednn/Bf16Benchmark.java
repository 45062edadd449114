package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;

import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * Measures how fast this processor multiplies bf16 matrices. Processors differ by factors: one with
 * a matrix unit multiplies several times as many bf16 values in a second as 32-bit floats, one that
 * converts bf16 to 32-bit floats fewer.
 */
final class Bf16Benchmark {
  private static final int SIDE = 256;
  private static final int PAIRS = 15;

  /** These bytes are a normal number in either type: processors take long for numbers near zero. */
  private static final int FILL = 0x3c;

  private Bf16Benchmark() {}

  /**
   * Returns the rate of bf16 products over that of 32-bit ones, on one thread: that of the fastest
   * of each. On a busy machine most are interrupted, and a result's bits must not depend on it.
   */
  static double rate(OneDnnContext engine) {
    try (Scope scope = new Scope()) {
      OneDnnContext context = engine.with(scope);
      Primitive half = product(context, ElementType.BF16);
      Primitive full = product(context, ElementType.F32);
      seconds(context, half);
      seconds(context, full);
      double leastFull = Double.POSITIVE_INFINITY;
      double leastHalf = Double.POSITIVE_INFINITY;
      for (int pair = 0; pair < PAIRS; pair++) {
        leastFull = Math.min(leastFull, seconds(context, full));
        leastHalf = Math.min(leastHalf, seconds(context, half));
      }
      return leastFull / leastHalf;
    }
  }

  private static Primitive product(OneDnnContext context, ElementType type) {
    return MatrixProduct.of(
        context,
        new PrimitiveScratchpad(context),
        matrix(context, type),
        matrix(context, type),
        matrix(context, type));
  }

  private static Memory matrix(OneDnnContext context, ElementType type) {
    Memory matrix =
        Memory.allocate(context, Descriptors.tagged(context, type, dnnl_ab, SIDE, SIDE));
    Pointer.memset(matrix.data(), FILL, (long) SIDE * SIDE * type.bytes());
    return matrix;
  }

  private static double seconds(OneDnnContext context, Primitive product) {
    long began = System.nanoTime();
    context.threads().run(List.of(product));
    return (System.nanoTime() - began) / 1e9;
  }
}
