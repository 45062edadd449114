package dev.impasto.engine.onednn.convolution;

import dev.impasto.engine.ConvolutionOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.InstructionSet;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.OperationScratch;
import dev.impasto.engine.onednn.storage.ReluMask;
import dev.impasto.engine.onednn.storage.RowHook;
import dev.impasto.engine.onednn.winograd.WinogradConvolution;
import dev.impasto.engine.onednn.winograd.WinogradScratch;
import org.jspecify.annotations.Nullable;

/**
 * Convolution, bias and ReLU in one pass. The backward pass applies ReLU's derivative, then the
 * convolution's. From the forward pass it keeps one bit of each value of the response.
 */
public final class OneDnnConvolution implements ConvolutionOperation {
  private final OneDnnContext context;
  private final OperationScratch scratch;
  private final OneDnnFilters filters;
  private final @Nullable PaddedInput border;
  private final boolean winograd;
  private final Runnable convolve;
  private final ReluMask mask;
  private boolean repeating;
  private final BoundOperation backward = new BoundOperation();

  public OneDnnConvolution(
      OneDnnContext context,
      OperationScratch scratch,
      OneDnnFilters filters,
      Padding padding,
      OneDnnTensor x,
      OneDnnTensor y) {
    this.context = context;
    this.scratch = scratch;
    this.filters = filters;
    this.border =
        padding == Padding.ZERO ? null : new PaddedInput(context, padding, x, scratch.room());
    this.winograd = border == null && winograd(context, filters, y.height(), y.width());
    this.mask = new ReluMask(context, y);
    if (winograd) {
      this.convolve = WinogradConvolution.forward(context, scratch, filters, x, y, this::take);
    } else {
      OneDnnTensor source = border == null ? x : border.padded;
      this.convolve =
          DirectConvolution.forward(
              context, scratch.pads(), filters, zeros(), source, y, this::take);
    }
  }

  private static boolean winograd(
      OneDnnContext context, OneDnnFilters filters, int height, int width) {
    return context.mode() != ComputeMode.BF16
        && InstructionSet.isWide()
        && WinogradConvolution.pays(filters, height, width);
  }

  /**
   * Returns the number of floats that the operation computes in while it runs where it pads with
   * zeros; otherwise it is those of its padded input.
   */
  public static long scratch(OneDnnContext context, OneDnnFilters filters, int height, int width) {
    return winograd(context, filters, height, width)
        ? WinogradScratch.size(filters, height, width, context.threads().count())
        : 0;
  }

  private void take(int from, int to, int lane) {
    if (!repeating) {
      mask.take(from, to, lane);
    }
  }

  @Override
  public void forward() {
    repeating = false;
    convolve();
  }

  private void convolve() {
    if (border != null) {
      border.forward();
    }
    convolve.run();
  }

  /** Computes the response; the mask stays as it is. */
  @Override
  public void again() {
    repeating = true;
    convolve();
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    backward.run(dy, dx, () -> bind((OneDnnTensor) dy, (OneDnnTensor) dx));
    if (border != null) {
      border.backward((OneDnnTensor) dx);
    }
  }

  private Runnable bind(OneDnnTensor dy, OneDnnTensor dx) {
    RowHook gate = mask.gate(dy);
    if (winograd) {
      return WinogradConvolution.backward(context, scratch, filters, dy, dx, gate);
    }
    OneDnnTensor target = border == null ? dx : border.padded;
    if (FirstLayerBackward.suits(filters)) {
      return new FirstLayerBackward(context, scratch.pads(), filters, zeros(), dy, target, gate);
    }
    return DirectConvolution.backward(context, scratch.pads(), filters, zeros(), dy, target, gate);
  }

  /** Returns the width of the border of zeros: none where the input is padded already. */
  private int zeros() {
    return border == null ? 1 : 0;
  }
}
