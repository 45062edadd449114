package dev.impasto.engine.onednn;

import dev.impasto.engine.ConvolutionOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Filters;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;

/** Makes the operations and owns their memory. */
final class OneDnnWorkspace implements Workspace {
  private final Scope scope = new Scope();
  private final OneDnnEngine engine;

  OneDnnWorkspace(OneDnnEngine engine) {
    this.engine = engine;
  }

  @Override
  public Tensor tensor(int height, int width, int channels) {
    return new OneDnnTensor(scope, engine.handle, height, width, channels);
  }

  @Override
  public Tensor unplaced(int height, int width, int channels) {
    return OneDnnTensor.unplaced(scope, engine.handle, height, width, channels);
  }

  @Override
  public long scratch(Filters filters, Padding padding, int height, int width) {
    return OneDnnConvolution.scratch(engine, (OneDnnFilters) filters, padding, height, width);
  }

  @Override
  public ConvolutionOperation convolution(
      Filters filters, Padding padding, Tensor x, Tensor y, Tensor scratch) {
    return new OneDnnConvolution(
        scope,
        (OneDnnTensor) scratch,
        engine,
        (OneDnnFilters) filters,
        padding,
        (OneDnnTensor) x,
        (OneDnnTensor) y);
  }

  @Override
  public PoolingOperation pooling(Pooling pooling, Rounding rounding, Tensor x, Tensor y) {
    return new OneDnnPooling(scope, engine, pooling, rounding, (OneDnnTensor) x, (OneDnnTensor) y);
  }

  @Override
  public GramOperation gram(Tensor y) {
    return new OneDnnGram(scope, engine, (OneDnnTensor) y);
  }

  @Override
  public DifferenceOperation difference(Tensor y, Tensor target) {
    return new OneDnnDifference((OneDnnTensor) y, (OneDnnTensor) target);
  }

  @Override
  public void close() {
    scope.close();
  }
}
