package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.OperationScratch;
import dev.impasto.engine.onednn.storage.RowHook;
import dev.impasto.engine.onednn.threads.EngineThreads;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution, or its derivative with respect to its input, by Winograd's minimal filtering.
 *
 * <p>A thread takes a block of tiles through all three steps: it transforms the tiles, multiplies
 * them by the filters' 36 matrices, and transforms the products. Large filters' matrices are made
 * in parts; then the transformed tiles of all blocks wait in memory for each part.
 */
public final class WinogradConvolution implements Runnable {
  /** With fewer tiles, making the filters' matrices takes more time than the matrices save. */
  private static final int FEWEST = 32;

  private final EngineThreads threads;
  private final IntConsumer prepare;
  private final WinogradTiles tiles;
  private final int parts;
  private final Memory transformed;
  private final long perRow;
  private final Lane[] lanes;
  private final RowHook before;
  private final RowHook after;

  /** One thread's steps. */
  private static final class Lane {
    final WinogradInput input;
    final WinogradProduct product;
    final WinogradOutput output;

    /** The first of the source's rows that {@code before} has not been called with. */
    int untouched;

    Lane(WinogradInput input, WinogradProduct product, WinogradOutput output) {
      this.input = input;
      this.product = product;
      this.output = output;
    }
  }

  /** Work on a block of tiles. */
  private interface BlockWork {
    void run(int tileRow, int tileColumn, int block, int lane);
  }

  /**
   * Returns whether this algorithm is faster than the direct one for a convolution of this form. It
   * is a rule of the form, not a measurement, so that equal runs give equal bits.
   */
  public static boolean pays(OneDnnFilters filters, int height, int width) {
    long in = filters.inputs();
    long out = filters.outputs();
    int tiles = WinogradTiles.count(height, width);
    // The work of the transforms grows with in + out, that of the products with in x out.
    return in * out >= 32 * (in + out) && tiles >= FEWEST;
  }

  private WinogradConvolution(
      EngineThreads threads,
      IntConsumer prepare,
      WinogradTiles tiles,
      WinogradScratch scratch,
      Lane[] lanes,
      RowHook before,
      RowHook after) {
    this.threads = threads;
    this.prepare = prepare;
    this.tiles = tiles;
    this.parts = scratch.parts();
    this.transformed = scratch.tiles();
    this.perRow = scratch.perRow();
    this.lanes = lanes;
    this.before = before;
    this.after = after;
  }

  /**
   * Prepares {@code y = max(0, W * x + bias)}.
   *
   * @param after is called with rows of y when they are finished
   */
  public static WinogradConvolution forward(
      OneDnnContext context,
      OperationScratch scratch,
      OneDnnFilters filters,
      OneDnnTensor x,
      OneDnnTensor y,
      RowHook after) {
    Maker maker = new Maker(context, scratch, filters, x, y, filters.bias());
    return maker.make(RowHook.NONE, after);
  }

  /**
   * Prepares {@code dx = Wᵀ * dy}.
   *
   * @param before is called with rows of dy before they are read, with some more than once
   */
  public static WinogradConvolution backward(
      OneDnnContext context,
      OperationScratch scratch,
      OneDnnFilters filters,
      OneDnnTensor dy,
      OneDnnTensor dx,
      RowHook before) {
    Maker maker = new Maker(context, scratch, filters, dy, dx, null);
    return maker.make(before, RowHook.NONE);
  }

  /** Computes the output. */
  @Override
  public void run() {
    for (Lane lane : lanes) {
      lane.untouched = 0;
    }
    if (parts == 1) {
      prepare.accept(0);
      each((row, column, block, lane) -> compute(row, column, lane), after);
      return;
    }
    each(this::transform, RowHook.NONE);
    for (int i = 0; i < parts; i++) {
      int part = i;
      prepare.accept(part);
      each(
          (row, column, block, lane) -> finish(row, column, block, lane, part),
          part == parts - 1 ? after : RowHook.NONE);
    }
  }

  /** Performs the work on each block, then the action on the rows that it covers. */
  private void each(BlockWork work, RowHook then) {
    threads.run(tiles.shares(), (share, lane) -> share(share, lane, work, then));
  }

  private void share(int share, int lane, BlockWork work, RowHook then) {
    int end = Math.min((share + 1) * tiles.share(), tiles.blocksDown());
    for (int i = share * tiles.share(); i < end; i++) {
      int row = i * tiles.down();
      for (int j = 0; j < tiles.blocksAcross(); j++) {
        work.run(row, tiles.firstColumn(j), i * tiles.blocksAcross() + j, lane);
      }
      int last = Winograd.OUT * (row + tiles.down());
      then.run(Winograd.OUT * row, Math.min(last, tiles.height()), lane);
    }
  }

  /** Takes a block through all steps, with memory for one row of its transformed tiles. */
  private void compute(int tileRow, int tileColumn, int lane) {
    read(tileRow, tileColumn, lane);
    long offset = lane * perRow;
    for (int i = 0; i < Winograd.IN; i++) {
      lanes[lane].input.across(i, transformed, offset);
      lanes[lane].product.multiply(i, transformed, offset);
    }
    lanes[lane].output.transform(tileRow, tileColumn, 0);
  }

  private void transform(int tileRow, int tileColumn, int block, int lane) {
    read(tileRow, tileColumn, lane);
    for (int i = 0; i < Winograd.IN; i++) {
      lanes[lane].input.across(i, transformed, offset(block, i));
    }
  }

  private void finish(int tileRow, int tileColumn, int block, int lane, int part) {
    for (int i = 0; i < Winograd.IN; i++) {
      lanes[lane].product.multiply(i, transformed, offset(block, i));
    }
    lanes[lane].output.transform(tileRow, tileColumn, part);
  }

  /**
   * Returns where row {@code i} of a block's transformed tiles begins, where memory holds all
   * blocks.
   */
  private long offset(int block, int i) {
    return ((long) block * Winograd.IN + i) * perRow;
  }

  private void read(int tileRow, int tileColumn, int lane) {
    // A thread receives its blocks in their order.
    int from = Math.max(lanes[lane].untouched, Winograd.OUT * tileRow - 1);
    int to = Math.min(tiles.height(), Winograd.OUT * (tileRow + tiles.down()) + 1);
    if (from < to) {
      before.run(from, to, lane);
      lanes[lane].untouched = to;
    }
    lanes[lane].input.down(tileRow, tileColumn);
  }

  /** Makes a convolution. */
  private record Maker(
      OneDnnContext context,
      OperationScratch scratch,
      OneDnnFilters filters,
      OneDnnTensor source,
      OneDnnTensor destination,
      @Nullable Memory bias) {

    WinogradConvolution make(RowHook before, RowHook after) {
      int workers = context.threads().count();
      boolean turned = bias == null;
      int c = source.channels();
      int k = destination.channels();
      WinogradTiles tiles = WinogradTiles.of(source.height(), source.width(), workers);
      WinogradScratch own = new WinogradScratch(context, scratch.room().memory(), tiles, c, k);
      int parts = own.parts();
      int n = k / parts;
      Memory in = constant(Winograd.IN, Winograd.input(turned));
      Memory out = constant(Winograd.OUT * Winograd.OUT, Winograd.output(turned));
      boolean kept = WinogradFilters.kept(c, k);
      Memory u = kept ? WinogradFilters.derivative(filters) : own.filters();
      Memory[] products = new Memory[workers];
      Lane[] lanes = new Lane[workers];
      for (int i = 0; i < workers; i++) {
        LaneMemory memory = own.lane(i, scratch.pads().get(i));
        products[i] = memory.products();
        lanes[i] =
            new Lane(
                new WinogradInput(memory, source, tiles, in),
                new WinogradProduct(memory, tiles.block(), c, n, u, kept && !turned),
                new WinogradOutput(memory, destination, tiles, out, n, bias));
      }
      IntConsumer prepare =
          kept
              ? part -> {}
              : new WinogradFilters(context, scratch.pads(), filters, turned, parts, u, products)
                  ::fill;
      return new WinogradConvolution(context.threads(), prepare, tiles, own, lanes, before, after);
    }

    private Memory constant(int rows, float[] matrix) {
      Memory memory = Memory.matrix(context, rows, matrix.length / rows);
      memory.put(0, matrix);
      return memory;
    }
  }
}
