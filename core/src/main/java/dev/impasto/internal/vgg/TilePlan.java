package dev.impasto.internal.vgg;

import dev.impasto.engine.Precision;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the tiles of a picture that fit into some memory. */
final class TilePlan {
  /**
   * Windows begin at multiples of so many positions of every layer. Winograd's filtering computes
   * squares of four positions: where these lie the same, the numbers are the same to the last bit.
   */
  private static final int ALIGNED = 4;

  /** What no class counts and grows with the picture, for each value of a response; measured. */
  private static final double PER_VALUE_F32 = 0.64;

  /** The same in bf16. */
  private static final double PER_VALUE_BF16 = 1.07;

  /** The same of a tile, whose responses are summed by small parts. */
  private static final double PER_VALUE_TILED_F32 = 0.25;

  /** The same in bf16. */
  private static final double PER_VALUE_TILED_BF16 = 0.4;

  private final Vgg vgg;
  private final int height;
  private final int width;
  private final Tapped tapped;
  private final boolean differentiable;
  private final int halo;

  TilePlan(Vgg vgg, int height, int width, Tapped tapped, boolean differentiable) {
    this.vgg = vgg;
    this.height = height;
    this.width = width;
    this.tapped = tapped;
    this.differentiable = differentiable;
    this.halo = tapped.halo(vgg.network());
  }

  /**
   * The tiles with the fewest pixels to evaluate, their halos included, that fit into so many
   * bytes; the smallest ones where none do.
   */
  Tiling within(double bytes) {
    Tiling best = Tiling.whole(height, width);
    if (bytes == Double.POSITIVE_INFINITY || bytes(best) <= bytes) {
      return best;
    }
    if (bytes(smallest()) > bytes) {
      return smallest();
    }
    long least = Long.MAX_VALUE;
    for (int across = 1; ; across++) {
      Tiling.Axis columns = axis(width, across);
      Tiling strips = new Tiling(Tiling.Axis.whole(height), columns);
      if (columns.count() < across || strips.pixels() >= least) {
        return best;
      }
      int down = down(columns, bytes);
      if (down > 0) {
        Tiling tiling = new Tiling(axis(height, down), columns);
        if (tiling.pixels() < least) {
          least = tiling.pixels();
          best = tiling;
        }
      }
    }
  }

  /** So many tiles, or fewer where there can be no smaller ones. */
  Tiling of(int down, int across) {
    return new Tiling(axis(height, down), axis(width, across));
  }

  /** How many tiles there must be from top to bottom; 0 where none are small enough. */
  private int down(Tiling.Axis columns, double bytes) {
    int fails = 0;
    int fits = axis(height, height).count();
    if (bytes(new Tiling(axis(height, fits), columns)) > bytes) {
      return 0;
    }
    while (fits - fails > 1) {
      int count = (fits + fails) / 2;
      if (bytes(new Tiling(axis(height, count), columns)) <= bytes) {
        fits = count;
      } else {
        fails = count;
      }
    }
    return fits;
  }

  private Tiling.Axis axis(int length, int count) {
    int stride = tapped.stride();
    return Tiling.Axis.of(length, halo, stride, ALIGNED * stride, count);
  }

  /** The smallest tiles that there can be. */
  Tiling smallest() {
    return new Tiling(axis(height, height), axis(width, width));
  }

  /**
   * The bytes of the responses, derivatives and scratch of a tile, of what its operations keep, and
   * of what nothing else counts.
   */
  double bytes(Tiling tiling) {
    Set<Layer> kept = new HashSet<>(tapped.layers());
    kept.add(tapped.deepest());
    Chain.Shape window =
        new Chain.Shape(null, tiling.rows().window(), tiling.columns().window(), 3);
    List<Chain.Shape> shapes = VggPass.shapes(vgg.network(), vgg.form(), window, tapped.deepest());
    try (Workspace workspace = vgg.engine().workspace()) {
      ChainMemory plan =
          Chain.plan(
              workspace,
              window,
              shapes,
              Chain.scratches(vgg, workspace, shapes),
              new ChainMemory.Wanted(kept, tapped.layers(), vgg.form().pooling().isOfSquares()),
              differentiable);
      long masks = 0;
      long values = 0;
      for (Chain.Shape s : shapes) {
        masks += s.layer() == null ? 0 : workspace.kept(s.height(), s.width(), s.channels());
        values += s.size();
      }
      return Float.BYTES * (double) (plan.size() + masks + parts(tiling, shapes, workspace))
          + perValue(tiling) * values;
    }
  }

  private double perValue(Tiling tiling) {
    boolean bf16 = vgg.precision() == Precision.BF16;
    if (tiling.isWhole()) {
      return bf16 ? PER_VALUE_BF16 : PER_VALUE_F32;
    }
    return bf16 ? PER_VALUE_TILED_BF16 : PER_VALUE_TILED_F32;
  }

  /** The room of the parts that are cut out of a tile's responses, and of their derivatives. */
  private long parts(Tiling tiling, List<Chain.Shape> shapes, Workspace workspace) {
    if (tiling.isWhole()) {
      return 0;
    }
    return shapes.stream()
        .filter(shape -> shape.layer() != null && tapped.layers().contains(shape.layer()))
        .mapToLong(shape -> 2 * LayerResponse.room(tiling, tapped, shape, workspace))
        .max()
        .orElse(0);
  }

  /** The bytes of copies of some layers' responses to the whole picture. */
  long responses(Set<Layer> layers) {
    Chain.Shape picture = new Chain.Shape(null, height, width, 3);
    try (Workspace workspace = vgg.engine().workspace()) {
      return Float.BYTES
          * VggPass.shapes(vgg.network(), vgg.form(), picture, tapped.deepest()).stream()
              .filter(shape -> shape.layer() != null && layers.contains(shape.layer()))
              .mapToLong(s -> workspace.room(s.height(), s.width(), s.channels()))
              .sum();
    }
  }
}
