package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;

import dev.impasto.engine.onednn.binding.Primitive.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/** Makes primitives that multiply matrices, or batches of matrices, on one thread. */
public final class MatrixProduct {
  private MatrixProduct() {}

  /** {@code c = a b}. */
  public static Primitive of(
      OneDnnContext context, PrimitiveScratchpad scratchpad, Memory a, Memory b, Memory c) {
    return of(context, scratchpad, a, b, c, PrimitiveAttributes.none(context));
  }

  /**
   * Makes {@code c = a b}, followed by the operations of {@code attributes}.
   *
   * @param scratchpad may be shared with primitives that never run at the same time
   */
  public static Primitive of(
      OneDnnContext context,
      PrimitiveScratchpad scratchpad,
      Memory a,
      Memory b,
      Memory c,
      dnnl_primitive_attr attributes) {
    return of(context, scratchpad, a, b, null, c, attributes);
  }

  /**
   * Makes {@code c = a b + 1 rowᵀ}, followed by the operations of {@code attributes}.
   *
   * @param row is added to each row of the product; null for none
   * @param more further arguments, which {@code attributes} need
   */
  public static Primitive of(
      OneDnnContext context,
      PrimitiveScratchpad scratchpad,
      Memory a,
      Memory b,
      @Nullable Memory row,
      Memory c,
      dnnl_primitive_attr attributes,
      Argument... more) {
    List<Argument> all = new ArrayList<>(List.of(more));
    all.add(new Argument(DNNL_ARG_SRC, a));
    all.add(new Argument(DNNL_ARG_WEIGHTS, b));
    all.add(new Argument(DNNL_ARG_DST, c));
    if (row != null) {
      all.add(new Argument(DNNL_ARG_BIAS, row));
    }
    return Primitive.of(
        context,
        scratchpad,
        "a matrix product",
        d ->
            dnnl_matmul_primitive_desc_create(
                d,
                context.engine(),
                a.descriptor(),
                b.descriptor(),
                row == null ? null : row.descriptor(),
                c.descriptor(),
                attributes),
        all.toArray(new Argument[0]));
  }
}
