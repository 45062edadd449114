package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * What all of a workspace's Winograd convolutions compute in, one after the other: the tiles and
 * the products of each worker's block, and the filters' matrices that are not kept.
 */
final class WinogradScratch {
  /**
   * Space for VGG's largest layers, so that none is allocated twice; what is never used is never
   * taken from the system.
   */
  private static final long FLOATS = (long) Winograd.PRODUCTS * 512 * 128;

  private final Scope scope;
  private final OneDnnEngine engine;
  private final List<Space> tiles = new ArrayList<>();
  private final List<Space> products = new ArrayList<>();
  private final Space filters;

  WinogradScratch(Scope scope, OneDnnEngine engine) {
    this.scope = scope;
    this.engine = engine;
    this.filters = new Space(4 * FLOATS);
    for (int i = 0; i < engine.workers.count(); i++) {
      tiles.add(new Space(FLOATS));
      products.add(new Space(FLOATS));
    }
  }

  /** A worker's transformed tiles. */
  Memory tiles(int worker, dnnl_memory_desc descriptor, long floats) {
    return tiles.get(worker).memory(descriptor, floats);
  }

  /** A worker's products. */
  Memory products(int worker, dnnl_memory_desc descriptor, long floats) {
    return products.get(worker).memory(descriptor, floats);
  }

  /** Filters' matrices. */
  Memory filters(dnnl_memory_desc descriptor, long floats) {
    return filters.memory(descriptor, floats);
  }

  /** Memory that is described anew for each use. */
  private final class Space {
    private final long least;
    private long size;
    private @Nullable Memory memory;

    Space(long least) {
      this.least = least;
    }

    Memory memory(dnnl_memory_desc descriptor, long floats) {
      if (memory == null || size < floats) {
        size = Math.max(least, floats);
        memory = Memory.allocate(scope, engine.handle, Descriptors.tagged(scope, dnnl_a, size));
      }
      return Memory.share(scope, engine.handle, descriptor, memory);
    }
  }
}
