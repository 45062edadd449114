package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution, or its derivative with respect to its input, by Winograd's minimal filtering.
 *
 * <p>A worker takes a block of tiles through all three steps: it transforms them, multiplies 36
 * matrices of tiles by channels with those of the filters, and transforms the products back. The
 * derivative is the convolution with the filters turned by half a circle, and inputs and outputs in
 * exchanged roles: the same matrices transposed, on turned tiles.
 */
final class WinogradConvolution implements Runnable {
  /** About as many values of a row of tiles are transformed at a time as the first cache holds. */
  private static final int VALUES = 512;

  private final OneDnnEngine engine;
  private final Runnable prepare;
  private final WinogradTiles tiles;
  private final Lane[] lanes;

  /** What one worker computes with. */
  private record Lane(
      WinogradInput input,
      FloatBuffer v,
      Primitive multiply,
      FloatBuffer m,
      WinogradOutput output) {}

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
      OneDnnEngine engine, Runnable prepare, WinogradTiles tiles, Lane[] lanes) {
    this.engine = engine;
    this.prepare = prepare;
    this.tiles = tiles;
    this.lanes = lanes;
  }

  /** {@code y = max(0, W * x + bias)}. */
  static WinogradConvolution forward(
      Scope scope,
      OneDnnTensor scratch,
      OneDnnEngine engine,
      OneDnnFilters filters,
      OneDnnTensor x,
      OneDnnTensor y) {
    return new Maker(scope, scratch, engine, filters, x, y, filters.biases()).make();
  }

  /** {@code dx = Wᵀ * dy}. */
  static WinogradConvolution backward(
      Scope scope,
      OneDnnTensor scratch,
      OneDnnEngine engine,
      OneDnnFilters filters,
      OneDnnTensor dy,
      OneDnnTensor dx) {
    return new Maker(scope, scratch, engine, filters, dy, dx, null).make();
  }

  /** Computes it. */
  @Override
  public void run() {
    prepare.run();
    engine.workers.run(
        tiles.blocks(),
        (block, worker) -> {
          Lane lane = lanes[worker];
          int first = block * tiles.block();
          int count = Math.min(tiles.block(), tiles.count() - first);
          lane.input.transform(first, count, lane.v);
          lane.multiply.run();
          lane.output.transform(first, count, lane.m);
        });
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

    WinogradConvolution make() {
      WinogradTiles tiles =
          WinogradTiles.of(
              source.height(),
              source.width(),
              source.channels(),
              destination.channels(),
              engine.workers.count());
      WinogradScratch own =
          new WinogradScratch(
              scope,
              engine,
              scratch.memory,
              filters,
              tiles.block(),
              source.channels(),
              destination.channels());
      boolean turned = bias == null;
      long c = source.channels();
      long k = destination.channels();
      dnnl_memory_desc form =
          turned
              ? Descriptors.matrices(scope, c, k, 1, c)
              : Descriptors.matrices(scope, c, k, k, 1);
      Optional<Memory> kept = filters.winogradKept();
      Memory u =
          kept.isPresent()
              ? Memory.share(scope, engine.handle, form, kept.get())
              : own.filters(form);
      Runnable prepare =
          kept.isPresent() ? () -> {} : () -> filters.winograd().fill(u, engine.workers);
      Lane[] lanes = new Lane[engine.workers.count()];
      for (int i = 0; i < lanes.length; i++) {
        lanes[i] = lane(own, tiles, turned, u, i);
      }
      return new WinogradConvolution(engine, prepare, tiles, lanes);
    }

    private Lane lane(
        WinogradScratch own, WinogradTiles tiles, boolean turned, Memory u, int worker) {
      int c = source.channels();
      int k = destination.channels();
      int rows = Winograd.PRODUCTS * tiles.block();
      Memory v = own.tiles(worker, Descriptors.matrices(scope, tiles.block(), c, c, 1));
      Memory m = own.products(worker, Descriptors.matrices(scope, tiles.block(), k, k, 1));
      return new Lane(
          new WinogradInput(Rows.of(source), turned, tiles, Math.max(1, VALUES / c)),
          v.floats(0, rows * c),
          MatrixProduct.of(scope, engine, v, u, m, Primitive.noAttributes(scope)),
          m.floats(0, rows * k),
          new WinogradOutput(Rows.of(destination), turned, tiles, bias, Math.max(1, VALUES / k)));
    }
  }
}
