package dev.impasto.loss;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Tap;
import dev.impasto.network.VggPass;

/** Records the Gram matrix (Eq 3) and the sums of a layer's response. */
final class GramMatrix implements Tap {
  private final GramOperation operation;
  private final StyleTarget target;

  /** Attaches the record to a layer. */
  GramMatrix(VggPass pass, Layer layer) {
    Tensor response = pass.response(layer);
    this.operation = pass.workspace().gram(response);
    this.target = StyleTarget.empty(response);
    pass.attach(layer, this);
  }

  /** Those of the last evaluation, not a copy: the next evaluation writes over them. */
  StyleTarget target() {
    return target;
  }

  /** Has no part in the loss: returns 0. */
  @Override
  public double forward() {
    operation.forward(target.values(), target.sums());
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {}
}
