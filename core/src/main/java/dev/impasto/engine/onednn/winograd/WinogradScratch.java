package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnFilters;

/**
 * Divides the memory that a Winograd convolution computes in. It holds a part of the filters'
 * matrices, unless they are kept; one row of each thread's transformed tiles, or, where the
 * matrices are made in several parts, all transformed tiles; and each thread's {@link LaneMemory}.
 */
public final class WinogradScratch {
  /** Each part begins at a multiple of this number of floats, which is a cache line's. */
  private static final long ALIGNMENT = 16;

  private final OneDnnContext context;
  private final Memory memory;
  private final int workers;
  private final Form form;

  /** The number of floats of each part. */
  private record Form(int parts, long matrices, int rows, long perRow, long products, long rest) {
    static Form of(WinogradTiles tiles, int c, int k, int workers) {
      int parts = WinogradFilters.parts(c, k);
      int n = k / parts;
      long weights = WinogradFilters.room(c, n, workers);
      long first = Math.max(weights, WinogradInput.edge(tiles, c));
      return new Form(
          parts,
          WinogradFilters.kept(c, k) ? 0 : aligned((long) Winograd.PRODUCTS * c * n),
          parts == 1 ? workers : Winograd.IN * tiles.blocks(),
          aligned((long) Winograd.IN * tiles.block() * c),
          aligned(Math.max(first, (long) Winograd.PRODUCTS * tiles.block() * n)),
          aligned(Math.max(WinogradInput.half(tiles, c), WinogradOutput.results(tiles, n))));
    }

    long size(int workers) {
      return matrices + rows * perRow + workers * (products + rest);
    }

    private static long aligned(long floats) {
      return (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
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
      OneDnnContext context, Memory memory, WinogradTiles tiles, int inputs, int outputs) {
    this.context = context;
    this.memory = memory;
    this.workers = context.threads().count();
    this.form = Form.of(tiles, inputs, outputs, workers);
  }

  /** Returns how many floats a convolution and its derivative need, one after the other. */
  public static long size(OneDnnFilters filters, int height, int width, int workers) {
    int c = filters.inputs();
    int k = filters.outputs();
    WinogradTiles tiles = WinogradTiles.of(height, width, workers);
    Form forward = Form.of(tiles, c, k, workers);
    Form backward = Form.of(tiles, k, c, workers);
    return Math.max(forward.size(workers), backward.size(workers));
  }

  /** Returns the number of parts in which the filters' matrices are made. */
  int parts() {
    return form.parts;
  }

  /** The filters' matrices. */
  Memory filters() {
    return part(0, form.matrices);
  }

  /** The transformed tiles, ordered by block, then by row. */
  Memory tiles() {
    return part(form.matrices, form.rows * form.perRow);
  }

  /** Returns the number of floats of a row of a block's transformed tiles. */
  long perRow() {
    return form.perRow;
  }

  /** The memory of one thread, and the scratchpad of its primitives. */
  LaneMemory lane(int worker, PrimitiveScratchpad scratchpad) {
    long lane = form.matrices + form.rows * form.perRow + worker * (form.products + form.rest);
    return new LaneMemory(
        context, scratchpad, part(lane, form.products), part(lane + form.products, form.rest));
  }

  private Memory part(long offset, long floats) {
    return StridedMemory.of(context, memory, offset, new long[] {floats}, 1);
  }
}
