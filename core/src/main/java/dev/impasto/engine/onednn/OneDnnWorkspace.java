package dev.impasto.engine.onednn;

import dev.impasto.engine.CellOperation;
import dev.impasto.engine.ConvolutionOperation;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.Filters;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.GuideOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.SquareProduct;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.convolution.OneDnnConvolution;
import dev.impasto.engine.onednn.pooling.OneDnnPooling;
import dev.impasto.engine.onednn.pooling.RescaledPooling;
import dev.impasto.engine.onednn.pooling.RootMeanSquarePooling;
import dev.impasto.engine.onednn.statistics.OneDnnCells;
import dev.impasto.engine.onednn.statistics.OneDnnCrop;
import dev.impasto.engine.onednn.statistics.OneDnnDifference;
import dev.impasto.engine.onednn.statistics.OneDnnDisplacedGram;
import dev.impasto.engine.onednn.statistics.OneDnnGram;
import dev.impasto.engine.onednn.statistics.OneDnnGuide;
import dev.impasto.engine.onednn.statistics.OneDnnProjection;
import dev.impasto.engine.onednn.statistics.OneDnnSquareProduct;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.OperationScratch;
import dev.impasto.engine.onednn.storage.ReluMask;
import java.util.List;

/** Makes the operations and owns their memory. */
final class OneDnnWorkspace implements Workspace {
  private static final int COLORS = 3;

  /** The number of floats in a row of memory without a form of its own. Any number serves. */
  private static final int ROW = 1 << 12;

  private final Scope scope = new Scope();
  private final OneDnnContext context;
  private final List<PrimitiveScratchpad> scratchpads;

  OneDnnWorkspace(OneDnnContext engine) {
    this.context = engine.with(scope);
    this.scratchpads = PrimitiveScratchpad.forEachThread(context);
  }

  /**
   * Returns the type of a tensor. A picture and its derivative stay 32-bit floats: they are small,
   * and the optimizer computes with them.
   */
  private ElementType type(int channels) {
    return channels <= COLORS ? ElementType.F32 : context.mode().stored();
  }

  @Override
  public Tensor tensor(int height, int width, int channels) {
    return new OneDnnTensor(context, type(channels), height, width, channels);
  }

  @Override
  public Tensor room(long floats) {
    int rows = Math.toIntExact(floats / ROW + 1);
    return new OneDnnTensor(context, rows, 1, ROW);
  }

  @Override
  public Tensor room(Tensor room, long offset, long floats) {
    return ((OneDnnTensor) room).within(offset, ElementType.F32, 1, 1, Math.toIntExact(floats));
  }

  @Override
  public long room(int height, int width, int channels) {
    long bytes = (long) height * width * channels * type(channels).bytes();
    return (bytes + Float.BYTES - 1) / Float.BYTES;
  }

  @Override
  public Tensor tensor(Tensor room, long offset, int height, int width, int channels) {
    if (offset < 0 || offset + room(height, width, channels) > room.size()) {
      throw new IllegalArgumentException(
          "%dx%dx%d from float %d on is not in room of %d"
              .formatted(height, width, channels, offset, room.size()));
    }
    return ((OneDnnTensor) room).within(offset, type(channels), height, width, channels);
  }

  @Override
  public Tensor unplaced(int height, int width, int channels) {
    return OneDnnTensor.unplaced(context, type(channels), height, width, channels);
  }

  @Override
  public long scratch(Filters filters, Padding padding, int height, int width) {
    OneDnnFilters own = (OneDnnFilters) filters;
    return padding == Padding.ZERO
        ? OneDnnConvolution.scratch(context, own, height, width)
        : room(height + 2, width + 2, own.inputs());
  }

  @Override
  public long kept(int height, int width, int channels) {
    return ReluMask.words(height, width, channels);
  }

  @Override
  public ConvolutionOperation convolution(
      Filters filters, Padding padding, Tensor x, Tensor y, Tensor scratch) {
    return new OneDnnConvolution(
        context,
        new OperationScratch((OneDnnTensor) scratch, scratchpads),
        (OneDnnFilters) filters,
        padding,
        (OneDnnTensor) x,
        (OneDnnTensor) y);
  }

  @Override
  public PoolingOperation pooling(Pooling pooling, Rounding rounding, Tensor x, Tensor y) {
    OneDnnTensor from = (OneDnnTensor) x;
    OneDnnTensor to = (OneDnnTensor) y;
    if (pooling.isOfSquares()) {
      return new RootMeanSquarePooling(context, pooling.factor(), rounding, from, to);
    }
    PoolingOperation plain = new OneDnnPooling(context, pooling, rounding, from, to);
    return pooling.factor() == 1
        ? plain
        : new RescaledPooling(context, plain, pooling.factor(), to);
  }

  @Override
  public GramOperation gram(Tensor y) {
    return new OneDnnGram(context, scratchpads, (OneDnnTensor) y);
  }

  @Override
  public DisplacedGramOperation gram(Tensor y, int rows, int columns) {
    return new OneDnnDisplacedGram(context, scratchpads, (OneDnnTensor) y, rows, columns);
  }

  @Override
  public GuideOperation guide(Tensor y, float[] weights, int top, int left, Tensor z) {
    return new OneDnnGuide(context, (OneDnnTensor) y, weights, top, left, (OneDnnTensor) z);
  }

  @Override
  public DifferenceOperation difference(Tensor y, Tensor target) {
    return new OneDnnDifference(context, scratchpads, (OneDnnTensor) y, (OneDnnTensor) target);
  }

  @Override
  public ProjectionOperation projection(Tensor y, float[] directions) {
    return new OneDnnProjection(context, scratchpads, (OneDnnTensor) y, directions);
  }

  @Override
  public CellOperation cells(Tensor y, int height, int width, int side) {
    return new OneDnnCells(context, (OneDnnTensor) y, height, width, side);
  }

  @Override
  public CropOperation crop() {
    return new OneDnnCrop(context);
  }

  @Override
  public SquareProduct squareProduct(int n) {
    return new OneDnnSquareProduct(context, scratchpads, n);
  }

  @Override
  public void close() {
    scope.close();
  }
}
