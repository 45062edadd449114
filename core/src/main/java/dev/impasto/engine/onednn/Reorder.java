package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import dev.impasto.engine.onednn.Primitive.Argument;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** Copies between memories that differ in their order or in their numbers' type. */
final class Reorder {
  private Reorder() {}

  /** Such a copy, for a worker to do alone. */
  static Primitive of(Scope scope, OneDnnEngine engine, OneDnnTensor from, OneDnnTensor to) {
    return of(scope, engine, from.memory, to.memory);
  }

  /** Such a copy of any memory. */
  static Primitive of(Scope scope, OneDnnEngine engine, Memory from, Memory to) {
    dnnl_primitive_attr none = Primitive.noAttributes(scope);
    return engine.threads.primitive(
        scope,
        engine,
        new PrimitiveScratchpad(scope, engine),
        "a reordering",
        d ->
            dnnl_reorder_primitive_desc_create(
                d, from.descriptor, engine.handle, to.descriptor, engine.handle, none),
        new Argument(DNNL_ARG_SRC, from),
        new Argument(DNNL_ARG_DST, to));
  }
}
