package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * What primitives that run one after another compute in: as much as the one that needs most. What a
 * matrix unit's convolution copies its input to is larger than the rows that it makes. Those made
 * before a larger one keep what they were given: so it grows in large steps, and few are left.
 */
final class PrimitiveScratchpad {
  private final Scope scope;
  private final OneDnnEngine engine;
  private @Nullable Memory largest;
  private long bytes;

  PrimitiveScratchpad(Scope scope, OneDnnEngine engine) {
    this.scope = scope;
    this.engine = engine;
  }

  /**
   * Memory for another primitive, which may be that of those before.
   *
   * @param needed is not used any more when this returns
   */
  Memory of(dnnl_memory_desc needed) {
    long size = dnnl_memory_desc_get_size(needed);
    if (largest == null || size > bytes) {
      bytes = Math.max(size, 2 * bytes);
      largest = Memory.matrix(scope, engine.handle, 1, bytes / Float.BYTES + 1);
    }
    return Memory.share(scope, engine.handle, needed, largest);
  }
}
