package dev.impasto.engine.onednn.binding;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * Makes attributes of primitives: the operations that follow a primitive's own before the result is
 * written. A primitive with these attributes computes in a scratchpad that the caller provides, so
 * that any thread may run it.
 */
public final class PrimitiveAttributes {
  private PrimitiveAttributes() {}

  /** Attributes with the operations that {@code appends} append, in their order. */
  @SafeVarargs
  public static dnnl_primitive_attr of(
      OneDnnContext context, ToIntFunction<dnnl_post_ops>... appends) {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(attributes), "attributes");
    context.scope().own(attributes, () -> dnnl_primitive_attr_destroy(attributes));
    dnnl_post_ops operations = new dnnl_post_ops();
    check(dnnl_post_ops_create(operations), "post-operations");
    for (ToIntFunction<dnnl_post_ops> append : appends) {
      check(append.applyAsInt(operations), "a post-operation");
    }
    check(dnnl_primitive_attr_set_post_ops(attributes, operations), "post-operations");
    dnnl_post_ops_destroy(operations);
    check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "a scratchpad of its own");
    return attributes;
  }

  /** Attributes without an operation. */
  public static dnnl_primitive_attr none(OneDnnContext context) {
    return of(context);
  }

  /** Attributes that add the result to the values that are in its memory. */
  public static dnnl_primitive_attr adding(OneDnnContext context) {
    return of(context, PrimitiveAttributes::sum);
  }

  /** Appends the addition of the values that are in the result's memory. */
  public static int sum(dnnl_post_ops after) {
    return dnnl_post_ops_append_sum(after, 1f, 0, dnnl_data_type_undef);
  }
}
