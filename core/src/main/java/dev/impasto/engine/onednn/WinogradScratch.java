package dev.impasto.engine.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What a Winograd convolution computes in: a part of the filters' matrices, where they are not
 * kept; the transformed tiles of each worker's block, or, where the matrices come in several parts,
 * of all blocks; and each worker's products.
 */
final class WinogradScratch {
  /** Everything begins at a multiple of this many floats: of a cache line's. */
  private static final long ALIGNMENT = 16;

  private final Scope scope;
  private final OneDnnEngine engine;
  private final Memory memory;
  private final Form form;

  /** What goes where. */
  private record Form(int parts, int slots, long matrices, long tiles, long products) {
    static Form of(WinogradTiles tiles, int c, int k, int workers) {
      int parts = WinogradFilters.parts(c, k);
      int slots = parts == 1 ? workers : tiles.blocks();
      boolean kept = WinogradFilters.kept(c, k);
      return new Form(
          parts,
          slots,
          kept ? 0 : floats(c, k / parts),
          floats(tiles.block(), c),
          floats(tiles.block(), k / parts));
    }

    long size(int workers) {
      return matrices + slots * tiles + workers * products;
    }

    private static long floats(long rows, long columns) {
      return (Winograd.PRODUCTS * rows * columns + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

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
      WinogradTiles tiles,
      int inputs,
      int outputs) {
    this.scope = scope;
    this.engine = engine;
    this.memory = memory;
    this.form = Form.of(tiles, inputs, outputs, engine.workers.count());
  }

  /** How many floats a convolution and its derivative need, one after the other. */
  static long size(OneDnnFilters filters, int height, int width, int workers) {
    int c = filters.inputs();
    int k = filters.outputs();
    WinogradTiles tiles = WinogradTiles.of(height, width, c, k, workers);
    Form there = Form.of(tiles, c, k, workers);
    Form back = Form.of(tiles, k, c, workers);
    return Math.max(there.size(workers), back.size(workers));
  }

  /** In how many parts the filters' matrices come. */
  int parts() {
    return form.parts;
  }

  /** How many blocks' transformed tiles there is space for. */
  int slots() {
    return form.slots;
  }

  /** Filters' matrices. */
  Memory filters(dnnl_memory_desc descriptor) {
    return part(descriptor, 0);
  }

  /** A block's transformed tiles. */
  Memory tiles(int slot, dnnl_memory_desc descriptor) {
    return part(descriptor, form.matrices + slot * form.tiles);
  }

  /** A worker's products. */
  Memory products(int worker, dnnl_memory_desc descriptor) {
    return part(descriptor, form.matrices + form.slots * form.tiles + worker * form.products);
  }

  private Memory part(dnnl_memory_desc descriptor, long offset) {
    return Memory.share(scope, engine.handle, descriptor, memory, offset * Float.BYTES);
  }
}
