package dev.impasto.engine.onednn.binding;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * One of oneDNN's operations, bound to the memory that it works on. Any thread may run it, but no
 * two threads at once.
 */
public final class Primitive implements Runnable {
  private final dnnl_primitive handle = new dnnl_primitive();
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  /** An argument of an operation: oneDNN's number for its role, and the memory. */
  public record Argument(int role, Memory memory) {}

  private Primitive(OneDnnContext context, dnnl_primitive_desc description, Argument... arguments) {
    check(dnnl_primitive_create(handle, description), "a primitive");
    context.scope().own(handle, () -> dnnl_primitive_destroy(handle));
    this.stream = context.stream();
    this.count = arguments.length;
    this.arguments = new dnnl_exec_arg_t(count);
    context.scope().own(this.arguments, this.arguments::close);
    for (int i = 0; i < count; i++) {
      Memory memory = arguments[i].memory();
      this.arguments.getPointer(i).arg(arguments[i].role()).memory(memory.handle());
    }
  }

  /**
   * Makes the operation that {@code create}, one of oneDNN's functions, describes. The description
   * takes some fifty kilobytes and is freed at once: the primitive has a copy of its own.
   *
   * @param scratchpad may be shared with primitives that never run at the same time
   * @param what names the operation in messages
   */
  public static Primitive of(
      OneDnnContext context,
      PrimitiveScratchpad scratchpad,
      String what,
      ToIntFunction<dnnl_primitive_desc> create,
      Argument... arguments) {
    try (Scope temporary = new Scope()) {
      dnnl_primitive_desc description = describe(context.with(temporary), what, create);
      return of(context, scratchpad, description, arguments);
    }
  }

  /**
   * Makes the operation that {@code description} describes.
   *
   * @param scratchpad may be shared with primitives that never run at the same time
   */
  public static Primitive of(
      OneDnnContext context,
      PrimitiveScratchpad scratchpad,
      dnnl_primitive_desc description,
      Argument... arguments) {
    Argument[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] =
        new Argument(
            DNNL_ARG_SCRATCHPAD, scratchpad.of(query(description, dnnl_query_scratchpad_md)));
    return context.threads().makeForOne(() -> new Primitive(context, description, all));
  }

  /**
   * Makes the description of a primitive for one thread.
   *
   * @param what names the operation in messages
   * @param create one of oneDNN's functions
   */
  public static dnnl_primitive_desc describe(
      OneDnnContext context, String what, ToIntFunction<dnnl_primitive_desc> create) {
    return context
        .threads()
        .makeForOne(
            () -> {
              dnnl_primitive_desc description = new dnnl_primitive_desc();
              check(create.applyAsInt(description), what);
              return context
                  .scope()
                  .own(description, () -> dnnl_primitive_desc_destroy(description));
            });
  }

  /** The description of one of a primitive's memories; lives as long as {@code description}. */
  public static dnnl_memory_desc query(dnnl_primitive_desc description, int what) {
    return dnnl_primitive_desc_query_md(description, what, 0);
  }

  /** Runs the operation; on a CPU it is done when this method returns. */
  @Override
  public void run() {
    check(dnnl_primitive_execute(handle, stream, count, arguments), "a primitive");
  }
}
