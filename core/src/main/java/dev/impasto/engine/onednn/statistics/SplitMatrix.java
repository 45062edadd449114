package dev.impasto.engine.onednn.statistics;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;

import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Primitive.Argument;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * A square matrix of 32-bit floats, kept as the sum of two matrices of bf16: the rounded one, and
 * the rest. A product with both uses 16 bits of each element rather than 8, and a matrix unit
 * computes two such products faster than one of 32-bit floats.
 */
final class SplitMatrix {
  private final OneDnnContext context;
  private final OneDnnTensor upper;
  private final OneDnnTensor lower;
  private final float[] rest;

  SplitMatrix(OneDnnContext context, int channels) {
    this.context = context;
    this.upper = new OneDnnTensor(context, ElementType.BF16, channels, 1, channels);
    this.lower = new OneDnnTensor(context, ElementType.BF16, channels, 1, channels);
    this.rest = new float[channels * channels];
  }

  /** Sets the matrix. */
  void put(float[] values) {
    upper.put(values);
    upper.get(rest);
    for (int i = 0; i < rest.length; i++) {
      rest[i] = values[i] - rest[i];
    }
    lower.put(rest);
  }

  /**
   * Returns the steps of {@code sum += a K + 1 rowᵀ}, where K is this matrix; the sum is rounded
   * once, at the end.
   *
   * @param a in bf16
   * @param row in 32-bit floats; null for none
   * @param sum in bf16
   * @param part 32-bit floats to compute in, as many as {@code sum} has
   * @param scratchpad may be shared with primitives that never run at the same time
   */
  List<Primitive> multiply(
      OneDnnTensor a,
      @Nullable Memory row,
      OneDnnTensor sum,
      OneDnnTensor part,
      PrimitiveScratchpad scratchpad) {
    Memory addend = part.matrix();
    dnnl_primitive_attr adding =
        PrimitiveAttributes.of(
            context,
            PrimitiveAttributes::sum,
            after -> dnnl_post_ops_append_binary(after, dnnl_binary_add, addend.descriptor()));
    return List.of(
        MatrixProduct.of(context, scratchpad, a.matrix(), lower.matrix(), addend),
        MatrixProduct.of(
            context,
            scratchpad,
            a.matrix(),
            upper.matrix(),
            row,
            sum.matrix(),
            adding,
            new Argument(2 * DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, addend)));
  }
}
