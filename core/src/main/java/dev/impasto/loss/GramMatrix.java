package dev.impasto.loss;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Tap;
import dev.impasto.network.VggPass;

/** Records the Gram matrix of a layer's response: Eq 3. */
final class GramMatrix implements Tap {
  private final GramOperation operation;
  private final int channels;
  private final long positions;
  private final float[] values;

  /** Attaches the record to a layer. */
  GramMatrix(VggPass pass, Layer layer) {
    Tensor response = pass.response(layer);
    this.operation = pass.workspace().gram(response);
    this.channels = response.channels();
    this.positions = response.positions();
    this.values = new float[channels * channels];
    pass.attach(layer, this);
  }

  /** The matrix of the last evaluation, not a copy: the next evaluation writes over it. */
  StyleTarget target() {
    return new StyleTarget(channels, positions, values);
  }

  /** Has no part in the loss: returns 0. */
  @Override
  public double forward() {
    operation.forward(values);
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {}
}
