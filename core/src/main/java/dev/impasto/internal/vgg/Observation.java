package dev.impasto.internal.vgg;

import dev.impasto.engine.Tensor;

/** An observer in the place of a loss. */
record Observation(LayerObserver observer) implements LayerLoss {
  @Override
  public void begin() {}

  @Override
  public void add() {
    observer.observe();
  }

  @Override
  public double finish() {
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {}
}
