package dev.impasto.engine.onednn;

/** Describes parts of memory of 32-bit floats. */
record StridedMemory(Scope scope, OneDnnEngine engine) {
  /**
   * The memory from float {@code offset} on.
   *
   * @param strides of each dimension, how many floats apart neighbors are
   */
  Memory of(Memory memory, long offset, long[] dimensions, long... strides) {
    return Memory.share(
        scope,
        engine.handle,
        Descriptors.strided(scope, ElementType.F32, dimensions, strides),
        memory,
        Float.BYTES * offset);
  }
}
