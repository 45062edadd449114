package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * What primitives that run one after another compute in: as much as the one that needs most. What a
 * matrix unit's convolution copies its input to is larger than the rows that it makes.
 */
final class Scratchpad {
  private final Scope scope;
  private final OneDnnEngine engine;
  private @Nullable Memory largest;
  private long bytes;

  Scratchpad(Scope scope, OneDnnEngine engine) {
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
    if (largest != null && size <= bytes) {
      return Memory.share(scope, engine.handle, needed, largest);
    }
    largest = Memory.allocate(scope, engine.handle, needed);
    bytes = size;
    return largest;
  }
}
