package dev.impasto.engine.onednn.binding;

/** Makes descriptions of parts of a memory of 32-bit floats, with any strides. */
public final class StridedMemory {
  private StridedMemory() {}

  /**
   * Describes the memory from float {@code offset} on; the values are not copied.
   *
   * @param strides of each dimension, the number of floats between neighbors
   */
  public static Memory of(
      OneDnnContext context, Memory memory, long offset, long[] dimensions, long... strides) {
    return Memory.share(
        context,
        Descriptors.strided(context, ElementType.F32, dimensions, strides),
        memory,
        Float.BYTES * offset);
  }
}
