package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnFilters;

/**
 * What a Winograd convolution computes in: a part of the filters' matrices, unless they are kept;
 * the transformed tiles of each worker's block, a row of them at a time, or, where the matrices
 * come in several parts, of all blocks; and for each worker the products, and the rest.
 */
public final class WinogradScratch {
  /** Everything begins at a multiple of this many floats: of a cache line's. */
  private static final long ALIGNMENT = 16;

  private final OneDnnContext context;
  private final Memory memory;
  private final int workers;
  private final Form form;

  /** How many floats there are of each. */
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

  /** How many floats a convolution and its derivative need, one after the other. */
  public static long size(OneDnnFilters filters, int height, int width, int workers) {
    int c = filters.inputs();
    int k = filters.outputs();
    WinogradTiles tiles = WinogradTiles.of(height, width, workers);
    Form there = Form.of(tiles, c, k, workers);
    Form back = Form.of(tiles, k, c, workers);
    return Math.max(there.size(workers), back.size(workers));
  }

  /** In how many parts the filters' matrices come. */
  int parts() {
    return form.parts;
  }

  /** The filters' matrices. */
  Memory filters() {
    return part(0, form.matrices);
  }

  /** The transformed tiles, row after row of blocks'. */
  Memory tiles() {
    return part(form.matrices, form.rows * form.perRow);
  }

  /** How many floats a row of a block's transformed tiles takes. */
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
