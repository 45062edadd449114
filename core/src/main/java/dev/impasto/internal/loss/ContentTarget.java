package dev.impasto.internal.loss;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/**
 * A layer's response P to the photograph, which a {@link ContentLoss} compares with. It is taken
 * when the pass evaluates the photograph, and its memory closes with that pass.
 */
public final class ContentTarget {
  final Tensor response;

  /** F - P, once P has been taken. */
  final DifferenceOperation difference;

  private final Tensor target;
  private double energy;

  /** Observes a layer: each evaluation makes its response the target, until observing ends. */
  public ContentTarget(VggPass pass, Layer layer) {
    this.response = pass.response(layer);
    this.target = pass.workspace().tensor(response.height(), response.width(), response.channels());
    this.difference = pass.workspace().difference(response, target);
    pass.observe(layer, this::take);
  }

  private void take() {
    target.clear();
    energy = difference.forward();
    target.copyFrom(response);
  }

  /** {@code Σ P²}. */
  double energy() {
    return energy;
  }
}
