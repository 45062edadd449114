package dev.impasto.engine.onednn;

import static dev.impasto.engine.onednn.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** Makes descriptions of memory: of 32-bit floats, unless another type is named. */
final class Descriptors {
  private Descriptors() {}

  /** Dimensions in a named order, or in any order that oneDNN prefers. */
  static dnnl_memory_desc tagged(Scope scope, int tag, long... dimensions) {
    return tagged(scope, ElementType.F32, tag, dimensions);
  }

  /** The same of any type. */
  static dnnl_memory_desc tagged(Scope scope, ElementType type, int tag, long... dimensions) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    check(
        dnnl_memory_desc_create_with_tag(
            descriptor, dimensions.length, dimensions, type.dataType, tag),
        "a memory descriptor");
    return scope.own(descriptor, () -> dnnl_memory_desc_destroy(descriptor));
  }

  /** A matrix whose element (i, j) lies at {@code i rowStride + j columnStride}. */
  static dnnl_memory_desc matrix(
      Scope scope, long rows, long columns, long rowStride, long columnStride) {
    return matrix(scope, ElementType.F32, rows, columns, rowStride, columnStride);
  }

  /** The same of any type. */
  static dnnl_memory_desc matrix(
      Scope scope, ElementType type, long rows, long columns, long rowStride, long columnStride) {
    return strided(scope, type, new long[] {rows, columns}, new long[] {rowStride, columnStride});
  }

  /** Any dimensions, and how many values apart neighbors of each are. */
  static dnnl_memory_desc strided(
      Scope scope, ElementType type, long[] dimensions, long[] strides) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    check(
        dnnl_memory_desc_create_with_strides(
            descriptor, dimensions.length, dimensions, type.dataType, strides),
        "a descriptor of memory");
    return scope.own(descriptor, () -> dnnl_memory_desc_destroy(descriptor));
  }
}
