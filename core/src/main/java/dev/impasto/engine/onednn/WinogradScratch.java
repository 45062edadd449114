package dev.impasto.engine.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What a Winograd convolution computes in: the filters' matrices, where they are not kept, and each
 * worker's transformed tiles and their products.
 */
final class WinogradScratch {
  /** Everything begins at a multiple of this many floats: of a cache line's. */
  private static final long ALIGNMENT = 16;

  private final Scope scope;
  private final OneDnnEngine engine;
  private final Memory memory;
  private final long matrices;
  private final long tiles;
  private final long products;

  /**
   * Divides memory.
   *
   * @param memory as large as {@link #size} says
   * @param inputs channels of the tiles
   * @param outputs channels of the products
   */
  WinogradScratch(
      Scope scope,
      OneDnnEngine engine,
      Memory memory,
      OneDnnFilters filters,
      int block,
      int inputs,
      int outputs) {
    this.scope = scope;
    this.engine = engine;
    this.memory = memory;
    this.matrices = matrices(filters);
    this.tiles = floats(block, inputs);
    this.products = floats(block, outputs);
  }

  /** How many floats a convolution needs, or its derivative. */
  static long size(OneDnnFilters filters, int height, int width, int workers) {
    int inputs = filters.inputs();
    int outputs = filters.outputs();
    int block = WinogradTiles.of(height, width, inputs, outputs, workers).block();
    return matrices(filters) + workers * (floats(block, inputs) + floats(block, outputs));
  }

  private static long matrices(OneDnnFilters filters) {
    return WinogradFilters.kept(filters.inputs(), filters.outputs())
        ? 0
        : floats(filters.inputs(), filters.outputs());
  }

  private static long floats(long rows, long columns) {
    return (Winograd.PRODUCTS * rows * columns + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Filters' matrices. */
  Memory filters(dnnl_memory_desc descriptor) {
    return part(descriptor, 0);
  }

  /** A worker's transformed tiles. */
  Memory tiles(int worker, dnnl_memory_desc descriptor) {
    return part(descriptor, matrices + worker * (tiles + products));
  }

  /** A worker's products. */
  Memory products(int worker, dnnl_memory_desc descriptor) {
    return part(descriptor, matrices + worker * (tiles + products) + tiles);
  }

  private Memory part(dnnl_memory_desc descriptor, long offset) {
    return Memory.share(scope, engine.handle, descriptor, memory, offset);
  }
}
