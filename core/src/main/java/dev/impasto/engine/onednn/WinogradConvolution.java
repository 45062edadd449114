package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution, or its derivative with respect to its input, by Winograd's minimal filtering.
 *
 * <p>A worker takes a block of tiles through all three steps: it transforms them, multiplies 36
 * matrices of tiles by channels with those of the filters, and transforms the products back. Large
 * filters' matrices are made in parts; all blocks' transformed tiles then wait for each part. The
 * derivative is the convolution with the filters turned by half a circle, and inputs and outputs in
 * exchanged roles: the same matrices transposed, on turned tiles.
 */
final class WinogradConvolution implements Runnable {
  /** About as many values of a row of tiles are transformed at a time as the first cache holds. */
  private static final int VALUES = 512;

  private final OneDnnEngine engine;
  private final IntConsumer prepare;
  private final WinogradTiles tiles;
  private final int parts;
  private final Slot[] slots;
  private final Lane[] lanes;
  private final RowWork before;
  private final RowWork after;
  private final AtomicIntegerArray unmade;

  /** What one worker computes with. */
  private static final class Lane {
    final WinogradInput input;
    final FloatBuffer products;
    final WinogradOutput output;

    /** Of the source's rows, the first that nothing has been done with before it is read. */
    int untouched;

    Lane(WinogradInput input, FloatBuffer products, WinogradOutput output) {
      this.input = input;
      this.products = products;
      this.output = output;
    }
  }

  /** A block's transformed tiles, and their products with the filters' matrices. */
  private record Slot(FloatBuffer tiles, Primitive multiply) {}

  /**
   * Whether this is the faster way for a convolution of this form. A rule and no measurement, so
   * that the same run always takes the same way and gives the same bits.
   */
  static boolean pays(OneDnnFilters filters, int height, int width) {
    long in = filters.inputs();
    long out = filters.outputs();
    int tiles = WinogradTiles.count(height, width);
    int fewest = WinogradFilters.kept(filters.inputs(), filters.outputs()) ? 32 : 48;
    // The transforms take (in + out) steps where the products take in x out.
    return in * out >= 32 * (in + out) && tiles >= fewest;
  }

  private WinogradConvolution(
      OneDnnEngine engine,
      IntConsumer prepare,
      WinogradTiles tiles,
      int parts,
      Slot[] slots,
      Lane[] lanes,
      RowWork before,
      RowWork after) {
    this.engine = engine;
    this.prepare = prepare;
    this.tiles = tiles;
    this.parts = parts;
    this.slots = slots;
    this.lanes = lanes;
    this.before = before;
    this.after = after;
    this.unmade = new AtomicIntegerArray(tiles.rows());
  }

  /**
   * {@code y = max(0, W * x + bias)}.
   *
   * @param after is done with y's rows when they are made
   */
  static WinogradConvolution forward(
      Scope scope,
      OneDnnTensor scratch,
      OneDnnEngine engine,
      OneDnnFilters filters,
      OneDnnTensor x,
      OneDnnTensor y,
      RowWork after) {
    Maker maker = new Maker(scope, scratch, engine, filters, x, y, filters.biases());
    return maker.make(RowWork.NONE, after);
  }

  /**
   * {@code dx = Wᵀ * dy}.
   *
   * @param before is done with dy's rows before they are read, with some more than once
   */
  static WinogradConvolution backward(
      Scope scope,
      OneDnnTensor scratch,
      OneDnnEngine engine,
      OneDnnFilters filters,
      OneDnnTensor dy,
      OneDnnTensor dx,
      RowWork before) {
    Maker maker = new Maker(scope, scratch, engine, filters, dy, dx, null);
    return maker.make(before, RowWork.NONE);
  }

  /** Computes it. */
  @Override
  public void run() {
    for (int row = 0; row < tiles.rows(); row++) {
      unmade.set(row, tiles.columns());
    }
    for (Lane lane : lanes) {
      lane.untouched = 0;
    }
    if (parts == 1) {
      prepare.accept(0);
      engine.workers.run(
          tiles.blocks(),
          (block, worker) -> {
            transform(block, worker, slots[worker]);
            finish(block, worker, slots[worker], 0);
          });
      return;
    }
    engine.workers.run(tiles.blocks(), (block, worker) -> transform(block, worker, slots[block]));
    for (int i = 0; i < parts; i++) {
      int part = i;
      prepare.accept(part);
      // A block's products have their place, so that no two at work at once may share one.
      engine.workers.run(
          lanes.length,
          (lane, worker) -> {
            for (int block = lane; block < tiles.blocks(); block += lanes.length) {
              finish(block, lane, slots[block], part);
            }
          });
    }
  }

  private void transform(int block, int lane, Slot slot) {
    // A worker's blocks come in their order.
    int from = Math.max(lanes[lane].untouched, tiles.firstSource(block));
    int to = tiles.endSource(block);
    if (from < to) {
      before.run(from, to, lane);
      lanes[lane].untouched = to;
    }
    lanes[lane].input.transform(tiles.first(block), tiles.count(block), slot.tiles);
  }

  private void finish(int block, int lane, Slot slot, int part) {
    slot.multiply.run();
    FloatBuffer products = lanes[lane].products;
    lanes[lane].output.transform(tiles.first(block), tiles.count(block), part, products);
    if (part == parts - 1) {
      made(block, lane);
    }
  }

  /** Whoever makes a row's last tile has the rest done. */
  private void made(int block, int lane) {
    int tile = tiles.first(block);
    int end = tile + tiles.count(block);
    while (tile < end) {
      int row = tile / tiles.columns();
      int next = Math.min(end, (row + 1) * tiles.columns());
      if (unmade.addAndGet(row, tile - next) == 0) {
        int from = Winograd.OUT * row;
        after.run(from, Math.min(from + Winograd.OUT, tiles.height()), lane);
      }
      tile = next;
    }
  }

  /** Prepares one. */
  private record Maker(
      Scope scope,
      OneDnnTensor scratch,
      OneDnnEngine engine,
      OneDnnFilters filters,
      OneDnnTensor source,
      OneDnnTensor destination,
      float @Nullable [] bias) {

    WinogradConvolution make(RowWork before, RowWork after) {
      int workers = engine.workers.count();
      boolean turned = bias == null;
      int c = source.channels();
      int k = destination.channels();
      WinogradTiles tiles = WinogradTiles.of(source.height(), source.width(), c, k, workers);
      WinogradScratch own = new WinogradScratch(scope, engine, scratch.memory, tiles, c, k);
      int parts = own.parts();
      int n = k / parts;
      dnnl_memory_desc form =
          turned
              ? Descriptors.matrices(scope, c, n, 1, c)
              : Descriptors.matrices(scope, c, n, n, 1);
      Optional<Memory> kept = filters.winogradKept();
      Memory u =
          kept.map(all -> Memory.share(scope, engine.handle, form, all))
              .orElseGet(() -> own.filters(form));
      IntConsumer prepare =
          kept.isPresent()
              ? part -> {}
              : part -> filters.winograd().fill(u, engine.workers, turned, part, parts);
      Memory[] products = new Memory[workers];
      Scratchpad[] scratchpads = new Scratchpad[workers];
      Lane[] lanes = new Lane[workers];
      for (int i = 0; i < workers; i++) {
        products[i] = own.products(i, Descriptors.matrices(scope, tiles.block(), n, n, 1));
        scratchpads[i] = new Scratchpad(scope, engine);
        lanes[i] =
            new Lane(
                new WinogradInput(Rows.of(source), turned, tiles, Math.max(1, VALUES / c)),
                products[i].floats(0, Winograd.PRODUCTS * tiles.block() * n),
                new WinogradOutput(
                    Rows.of(destination), turned, tiles, parts, bias, Math.max(1, VALUES / n)));
      }
      Slot[] slots = new Slot[own.slots()];
      for (int i = 0; i < slots.length; i++) {
        Memory v = own.tiles(i, Descriptors.matrices(scope, tiles.block(), c, c, 1));
        slots[i] =
            new Slot(
                v.floats(0, Winograd.PRODUCTS * tiles.block() * c),
                MatrixProduct.of(
                    scope,
                    engine,
                    scratchpads[i % workers],
                    v,
                    u,
                    products[i % workers],
                    Primitive.noAttributes(scope)));
      }
      return new WinogradConvolution(engine, prepare, tiles, parts, slots, lanes, before, after);
    }
  }
}
