package dev.impasto.internal.vgg;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How much memory a {@link VggPass} takes, told without allocating it. */
public final class PassMemory {
  private final Vgg vgg;
  private final Engine engine;
  private final Chain.Shape picture;
  private final List<Chain.Shape> shapes;
  private final Layer deepest;

  PassMemory(Vgg vgg, Engine engine, int height, int width, Layer deepest) {
    this.vgg = vgg;
    this.engine = engine;
    this.picture = new Chain.Shape(null, height, width, 3);
    this.shapes = VggPass.shapes(vgg.network(), vgg.form(), picture, deepest);
    this.deepest = deepest;
  }

  /**
   * The bytes of the chain's responses, derivatives and scratch, and of what its operations keep.
   *
   * @param tapped the layers with losses
   * @param differentiable whether derivatives are computed too
   */
  public long chain(Set<Layer> tapped, boolean differentiable) {
    Set<Layer> kept = new HashSet<>(tapped);
    kept.add(deepest);
    try (Workspace workspace = engine.workspace()) {
      ChainMemory plan =
          Chain.plan(
              workspace,
              picture,
              shapes,
              Chain.scratches(vgg, workspace, shapes),
              new ChainMemory.Wanted(kept, tapped, vgg.form().pooling().isOfSquares()),
              differentiable);
      long masks =
          shapes.stream()
              .filter(shape -> shape.layer() != null)
              .mapToLong(s -> workspace.kept(s.height(), s.width(), s.channels()))
              .sum();
      return Float.BYTES * (plan.size() + masks);
    }
  }

  /** The bytes of copies of some layers' responses. */
  public long responses(Set<Layer> layers) {
    try (Workspace workspace = engine.workspace()) {
      return Float.BYTES
          * shapes.stream()
              .filter(shape -> shape.layer() != null && layers.contains(shape.layer()))
              .mapToLong(s -> workspace.room(s.height(), s.width(), s.channels()))
              .sum();
    }
  }

  /** The bytes of the largest of some layers' responses. */
  public long largest(Set<Layer> layers) {
    return layers.stream().mapToLong(layer -> responses(Set.of(layer))).max().orElse(0);
  }

  /** How many values all responses have. */
  public long values() {
    return shapes.stream().mapToLong(Chain.Shape::size).sum();
  }
}
