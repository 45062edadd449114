package dev.impasto.loss;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Tap;
import dev.impasto.network.VggPass;

/** Records the Gram matrix of a layer's response, A or G of Eq 3: what a style loss aims at. */
public final class GramMatrix implements Tap {
  private final GramOperation operation;
  private final int channels;
  private final long positions;
  private final float[] values;

  /** Attaches the record to a layer. */
  public GramMatrix(VggPass pass, Layer layer) {
    Tensor response = pass.response(layer);
    this.operation = pass.workspace().gram(response);
    this.channels = response.channels();
    this.positions = response.positions();
    this.values = new float[channels * channels];
    pass.attach(layer, this);
  }

  /** The number of filters N. */
  public int channels() {
    return channels;
  }

  /** The number of positions M that were summed over. */
  public long positions() {
    return positions;
  }

  /** The matrix of the last evaluation, {@code N x N}, not divided by anything; not a copy. */
  public float[] values() {
    return values;
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
