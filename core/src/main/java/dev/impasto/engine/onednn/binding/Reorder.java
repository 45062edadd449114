package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import dev.impasto.engine.onednn.binding.Primitive.Argument;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** Makes primitives that copy values between memories of different order or type. */
public final class Reorder {
  private Reorder() {}

  /** Makes a primitive that copies all values, on one thread. */
  public static Primitive of(OneDnnContext context, Memory from, Memory to) {
    dnnl_primitive_attr none = PrimitiveAttributes.none(context);
    return Primitive.of(
        context,
        new PrimitiveScratchpad(context),
        "a reordering",
        d ->
            dnnl_reorder_primitive_desc_create(
                d, from.descriptor(), context.engine(), to.descriptor(), context.engine(), none),
        new Argument(DNNL_ARG_SRC, from),
        new Argument(DNNL_ARG_DST, to));
  }
}
