package dev.impasto.engine.onednn.binding;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** Makes descriptions of memory, of 32-bit floats unless another type is named. */
public final class Descriptors {
  private Descriptors() {}

  /** Describes dimensions in a named order, or in any order that oneDNN prefers. */
  public static dnnl_memory_desc tagged(OneDnnContext context, int tag, long... dimensions) {
    return tagged(context, ElementType.F32, tag, dimensions);
  }

  /** The same of any type. */
  public static dnnl_memory_desc tagged(
      OneDnnContext context, ElementType type, int tag, long... dimensions) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    check(
        dnnl_memory_desc_create_with_tag(
            descriptor, dimensions.length, dimensions, type.dataType(), tag),
        "a memory descriptor");
    return owned(context, descriptor);
  }

  /** Describes a matrix whose element (i, j) lies at {@code i rowStride + j columnStride}. */
  public static dnnl_memory_desc matrix(
      OneDnnContext context, long rows, long columns, long rowStride, long columnStride) {
    return matrix(context, ElementType.F32, rows, columns, rowStride, columnStride);
  }

  /** The same of any type. */
  public static dnnl_memory_desc matrix(
      OneDnnContext context,
      ElementType type,
      long rows,
      long columns,
      long rowStride,
      long columnStride) {
    return strided(context, type, new long[] {rows, columns}, new long[] {rowStride, columnStride});
  }

  /**
   * Describes any dimensions.
   *
   * @param strides for each dimension, the number of values between neighbors
   */
  public static dnnl_memory_desc strided(
      OneDnnContext context, ElementType type, long[] dimensions, long[] strides) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    check(
        dnnl_memory_desc_create_with_strides(
            descriptor, dimensions.length, dimensions, type.dataType(), strides),
        "a descriptor of memory");
    return owned(context, descriptor);
  }

  private static dnnl_memory_desc owned(OneDnnContext context, dnnl_memory_desc descriptor) {
    return context.scope().own(descriptor, () -> dnnl_memory_desc_destroy(descriptor));
  }
}
