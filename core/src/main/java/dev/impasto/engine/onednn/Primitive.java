package dev.impasto.engine.onednn;

import static dev.impasto.engine.onednn.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** One of oneDNN's operations, bound to the memory that it works on. */
final class Primitive implements Runnable {
  private final dnnl_primitive handle = new dnnl_primitive();
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  /** An argument of an operation: oneDNN's number for its role, and the memory. */
  record Argument(int role, Memory memory) {}

  /** Makes the operation that {@code description} describes. */
  Primitive(
      Scope scope, dnnl_stream stream, dnnl_primitive_desc description, Argument... arguments) {
    check(dnnl_primitive_create(handle, description), "a primitive");
    scope.own(handle, () -> dnnl_primitive_destroy(handle));
    this.stream = stream;
    this.count = arguments.length;
    this.arguments = new dnnl_exec_arg_t(count);
    scope.own(this.arguments, this.arguments::close);
    for (int i = 0; i < count; i++) {
      this.arguments.getPointer(i).arg(arguments[i].role()).memory(arguments[i].memory().handle);
    }
  }

  /** Runs it; on a CPU it is done when this returns. */
  @Override
  public void run() {
    check(dnnl_primitive_execute(handle, stream, count, arguments), "a primitive");
  }

  /** Makes a primitive's description; {@code create} is one of oneDNN's functions. */
  static dnnl_primitive_desc describe(
      Scope scope, String what, ToIntFunction<dnnl_primitive_desc> create) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    check(create.applyAsInt(description), what);
    return scope.own(description, () -> dnnl_primitive_desc_destroy(description));
  }

  /** The description of one of a primitive's memories; lives as long as {@code description}. */
  static dnnl_memory_desc query(dnnl_primitive_desc description, int what) {
    return dnnl_primitive_desc_query_md(description, what, 0);
  }

  /**
   * Attributes with what {@code appends} append to be done after the operation itself. The
   * operation computes in memory that it is given, so that any of several threads may run it.
   */
  @SafeVarargs
  static dnnl_primitive_attr attributes(Scope scope, ToIntFunction<dnnl_post_ops>... appends) {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(attributes), "attributes");
    scope.own(attributes, () -> dnnl_primitive_attr_destroy(attributes));
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

  /** Attributes that ask for nothing. */
  static dnnl_primitive_attr noAttributes(Scope scope) {
    return attributes(scope);
  }

  /** Attributes that have the result added to what is there. */
  static dnnl_primitive_attr adding(Scope scope) {
    return attributes(scope, Primitive::sum);
  }

  /** Appends that the result is added to what is there. */
  static int sum(dnnl_post_ops after) {
    return dnnl_post_ops_append_sum(after, 1f, 0, dnnl_data_type_undef);
  }
}
