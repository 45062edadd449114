package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.ShiftedGramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.storage.Bf16AsF32Rows;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * Products of a response with itself, displaced by some positions. Each thread takes a range of the
 * positions, a few at a time. Types are chosen as in {@link OneDnnGram}.
 */
public final class OneDnnShiftedGram implements ShiftedGramOperation {
  /**
   * The number of values in a piece. It is small, because there are many of these operations, each
   * with memory of its own.
   */
  private static final int VALUES = 1 << 16;

  private final OneDnnContext context;
  private final List<PrimitiveScratchpad> scratchpads;
  private final OneDnnTensor y;
  private final int shift;
  private final boolean asStored;
  private final List<Memory> sums = new ArrayList<>();
  private final Memory k;
  private final @Nullable SplitMatrix split;
  private final @Nullable SplitMatrix splitTurned;
  private final float[] part;
  private final BoundOperation forward = new BoundOperation();
  private final BoundOperation backward = new BoundOperation();

  public OneDnnShiftedGram(
      OneDnnContext context, List<PrimitiveScratchpad> scratchpads, OneDnnTensor y, int shift) {
    this.context = context;
    this.scratchpads = scratchpads;
    this.y = y;
    this.shift = shift;
    this.asStored = y.type() == ElementType.BF16 && context.mode() == ComputeMode.BF16;
    int c = y.channels();
    this.k = Memory.matrix(context, c, c);
    this.split = asStored ? new SplitMatrix(context, c) : null;
    this.splitTurned = asStored ? new SplitMatrix(context, c) : null;
    this.part = new float[c * c];
  }

  @Override
  public long pairs() {
    return Math.max(0, y.positions() - shift);
  }

  @Override
  public void forward(float[] gram) {
    Arrays.fill(gram, 0);
    if (pairs() == 0) {
      return;
    }
    forward.run(y.memory(), y.memory(), this::bindForward);
    for (Memory sum : sums) {
      sum.addTo(gram, part);
    }
  }

  /** Binds the products to the response's memory, which may have changed. */
  private Runnable bindForward() {
    dnnl_primitive_attr adding = PrimitiveAttributes.adding(context);
    OneDnnTensor positions = positions(y);
    List<List<Runnable>> all = new ArrayList<>();
    sums.clear();
    for (RowRange range : RowRange.shares(Math.toIntExact(pairs()), context.threads().count())) {
      int most = most(range);
      Bf16AsF32Rows first = new Bf16AsF32Rows(context, positions, asStored, most);
      Bf16AsF32Rows second = new Bf16AsF32Rows(context, positions, asStored, most);
      PrimitiveScratchpad scratchpad = scratchpads.get(all.size());
      Memory sum = Memory.matrix(context, y.channels(), y.channels());
      sums.add(sum);
      List<Runnable> steps = new ArrayList<>();
      steps.add(sum::clear);
      for (RowRange piece : range.pieces(most)) {
        int from = piece.from();
        int to = piece.to();
        first.read(from, to).ifPresent(steps::add);
        second.read(from + shift, to + shift).ifPresent(steps::add);
        steps.add(
            MatrixProduct.of(
                context,
                scratchpad,
                first.rows(from, to).transposed(),
                second.rows(from + shift, to + shift).matrix(),
                sum,
                adding));
      }
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  private int most(RowRange range) {
    return Math.min(Math.max(1, VALUES / y.channels()), range.rows());
  }

  /** Describes the same memory as a column of positions. */
  private static OneDnnTensor positions(OneDnnTensor tensor) {
    return tensor.within(
        0, tensor.type(), Math.toIntExact(tensor.positions()), 1, tensor.channels());
  }

  @Override
  public void backward(float[] values, Tensor dy) {
    if (pairs() == 0) {
      return;
    }
    if (split != null && splitTurned != null) {
      split.put(values);
      splitTurned.put(turned(values));
    } else {
      k.put(0, values);
    }
    backward.run(y.memory(), dy, () -> bindBackward((OneDnnTensor) dy));
  }

  private float[] turned(float[] matrix) {
    int c = y.channels();
    float[] turned = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      turned[i] = matrix[i % c * c + i / c];
    }
    return turned;
  }

  private Runnable bindBackward(OneDnnTensor dy) {
    OneDnnTensor positions = positions(y);
    OneDnnTensor gradients = positions(dy);
    List<List<Runnable>> all = new ArrayList<>();
    for (RowRange range : RowRange.shares(positions.height(), context.threads().count())) {
      int most = most(range);
      Adder adder = new Adder(positions, gradients, most, scratchpads.get(all.size()));
      List<Runnable> steps = new ArrayList<>();
      for (RowRange piece : range.pieces(most)) {
        steps.addAll(adder.add(piece.from(), Math.min(piece.to(), positions.height() - shift), 1));
        steps.addAll(adder.add(Math.max(piece.from(), shift), piece.to(), -1));
      }
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  /**
   * Adds both terms of the derivative at a position: one from the position {@code shift} further
   * on, one from the position {@code shift} before.
   */
  private final class Adder {
    private final OneDnnTensor gradients;
    private final OneDnnTensor positions;
    private final Bf16AsF32Rows response;
    private final Bf16AsF32Rows gradient;
    private final PrimitiveScratchpad scratchpad;
    private final dnnl_primitive_attr adding = PrimitiveAttributes.adding(context);
    private final Memory turned;
    private final @Nullable OneDnnTensor addend;

    Adder(
        OneDnnTensor positions, OneDnnTensor gradients, int most, PrimitiveScratchpad scratchpad) {
      this.scratchpad = scratchpad;
      int c = y.channels();
      this.gradients = gradients;
      this.positions = positions;
      this.response = new Bf16AsF32Rows(context, positions, asStored, most);
      this.gradient = new Bf16AsF32Rows(context, gradients, asStored, most);
      this.turned = Memory.share(context, Descriptors.matrix(context, c, c, 1, c), k);
      this.addend = asStored ? new OneDnnTensor(context, most, 1, c) : null;
    }

    /**
     * Returns the steps that add one term to positions {@code from} to {@code to - 1}.
     *
     * @param direction 1 for the term from the positions further on, -1 for the other
     */
    List<Primitive> add(int from, int to, int direction) {
      List<Primitive> steps = new ArrayList<>();
      if (from >= to) {
        return steps;
      }
      int first = from + direction * shift;
      int end = to + direction * shift;
      if (split != null && splitTurned != null && addend != null) {
        SplitMatrix matrix = direction > 0 ? splitTurned : split;
        return matrix.multiply(
            positions.rows(first, end),
            null,
            gradients.rows(from, to),
            addend.rows(0, to - from),
            scratchpad);
      }
      response.read(first, end).ifPresent(steps::add);
      gradient.read(from, to).ifPresent(steps::add);
      steps.add(
          MatrixProduct.of(
              context,
              scratchpad,
              response.rows(first, end).matrix(),
              direction > 0 ? turned : k,
              gradient.rows(from, to).matrix(),
              adding));
      gradient.write(from, to).ifPresent(steps::add);
      return steps;
    }
  }
}
