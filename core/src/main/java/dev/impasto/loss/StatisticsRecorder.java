package dev.impasto.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/** Records the statistics of a layer's response. */
final class StatisticsRecorder implements LayerLoss {
  private final ResponseStatistics statistics;

  /** Attaches the record to a layer. */
  StatisticsRecorder(VggPass pass, Layer layer, LossConvention convention) {
    this.statistics = new ResponseStatistics(pass, layer, convention);
    pass.attach(layer, this);
  }

  /** Those of the last evaluation, not a copy: the next evaluation writes over them. */
  LayerStatistics target() {
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
