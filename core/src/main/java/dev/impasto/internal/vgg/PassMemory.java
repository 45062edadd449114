package dev.impasto.internal.vgg;

import dev.impasto.network.Layer;
import java.util.Set;

/** How much memory a {@link VggPass} takes, told without allocating it. */
public final class PassMemory {
  private final TilePlan plan;
  private final Tiling tiling;

  PassMemory(TilePlan plan, double most) {
    this.plan = plan;
    this.tiling = plan.within(most);
  }

  /** Whether the picture is evaluated in one piece. */
  public boolean isWhole() {
    return tiling.isWhole();
  }

  /** The bytes of evaluating a tile; of the whole picture where that fits. */
  public double tile() {
    return plan.bytes(tiling);
  }

  /** The bytes of evaluating the smallest tile that there can be. */
  public double smallest() {
    return plan.bytes(plan.smallest());
  }

  /** Pixels of a tile, its halo included. */
  public long window() {
    return (long) tiling.rows().window() * tiling.columns().window();
  }

  /** How many times as many pixels are evaluated, halos included, as the picture has. */
  public double effort() {
    return (double) tiling.pixels() / ((long) tiling.rows().length() * tiling.columns().length());
  }

  /** The bytes of copies of some layers' responses to the whole picture. */
  public long responses(Set<Layer> layers) {
    return plan.responses(layers);
  }

  /** The bytes of the largest of some layers' responses. */
  public long largest(Set<Layer> layers) {
    return layers.stream().mapToLong(layer -> responses(Set.of(layer))).max().orElse(0);
  }
}
