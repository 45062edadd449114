package dev.impasto.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Tap;
import dev.impasto.network.VggPass;

/** Records the statistics of a layer's response. */
final class GramMatrix implements Tap {
  private final ResponseStatistics statistics;

  /** Attaches the record to a layer. */
  GramMatrix(VggPass pass, Layer layer, LossConvention convention) {
    this.statistics = new ResponseStatistics(pass, layer, convention);
    pass.attach(layer, this);
  }

  /** Those of the last evaluation, not a copy: the next evaluation writes over them. */
  StyleTarget target() {
    return statistics.taken();
  }

  /** Has no part in the loss: returns 0. */
  @Override
  public double forward() {
    statistics.take();
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {}
}
