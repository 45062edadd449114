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
  private static final int COLORS = 3;

  private final Scope scope = new Scope();
  private final OneDnnEngine engine;
  private final WinogradScratch scratch;

  OneDnnWorkspace(OneDnnEngine engine) {
    this.engine = engine;
    this.scratch = new WinogradScratch(scope, engine);
  }

  @Override
  public Tensor tensor(int height, int width, int channels) {
    // A picture and its derivative are the optimizer's, and small: they keep their precision.
    ElementType type = channels <= COLORS ? ElementType.F32 : engine.arithmetic.stored;
    return new OneDnnTensor(scope, engine.handle, type, height, width, channels);
  }

  @Override
  public ConvolutionOperation convolution(Filters filters, Padding padding, Tensor x, Tensor y) {
    return new OneDnnConvolution(
        scope,
        scratch,
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
    OneDnnTensor response = (OneDnnTensor) y;
    return response.type == ElementType.BF16
        ? new Bf16Gram(scope, engine, response)
        : new OneDnnGram(scope, engine, response);
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
