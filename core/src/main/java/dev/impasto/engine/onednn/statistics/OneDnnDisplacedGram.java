package dev.impasto.engine.onednn.statistics;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;

import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Reorder;
import dev.impasto.engine.onednn.storage.Bf16AsF32Rows;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * Products of a response with itself, displaced by some rows and columns. Each thread takes a range
 * of the rows, a few positions at a time. Types are chosen as in {@link OneDnnGram}.
 *
 * <p>The sum over a thread's pairs is one over all positions from its first pair's to its last
 * pair's, because a product of long matrices is faster than one for each row. Where columns are
 * displaced, this includes pairs across the border, from the end of a row to the start of the row
 * below. There are few, and the sum over them is computed first and subtracted.
 */
public final class OneDnnDisplacedGram implements DisplacedGramOperation {
  /** The number of values in a piece. A piece and its results fit into a processor's cache. */
  private static final int VALUES = 1 << 17;

  /**
   * The number of values in a piece that is converted to 32-bit floats. It is small, because there
   * are many of these operations, each with memory of its own.
   */
  private static final int CONVERTED_VALUES = 1 << 16;

  private final OneDnnContext context;
  private final List<PrimitiveScratchpad> scratchpads;
  private final OneDnnTensor y;
  private final DisplacedPairs pairs;
  private final boolean asStored;
  private final int values;
  private final DisplacedGradient gradient;
  private final List<Memory> sums = new ArrayList<>();
  private final float[] part;
  private final BoundOperation forward = new BoundOperation();

  /**
   * Prepares the products.
   *
   * @param rows how far down, 0 or more
   * @param columns how far to the right, or to the left where it is negative
   */
  public OneDnnDisplacedGram(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnTensor y,
      int rows,
      int columns) {
    this.context = context;
    this.scratchpads = scratchpads;
    this.y = y;
    this.pairs = new DisplacedPairs(y.height(), y.width(), rows, columns);
    this.asStored = y.type() == ElementType.BF16 && context.mode() == ComputeMode.BF16;
    this.values = asStored || y.type() == ElementType.F32 ? VALUES : CONVERTED_VALUES;
    this.gradient = new DisplacedGradient(context, scratchpads, y, pairs, values);
    this.part = new float[y.channels() * y.channels()];
  }

  @Override
  public long pairs() {
    return pairs.count();
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
    List<List<Runnable>> all = new ArrayList<>();
    sums.clear();
    for (RowRange range : RowRange.shares(pairs.pairedRows(), context.threads().count())) {
      Memory sum = Memory.matrix(context, y.channels(), y.channels());
      PrimitiveScratchpad scratchpad = scratchpads.get(all.size());
      sums.add(sum);
      List<Runnable> steps = new ArrayList<>();
      steps.add(sum::clear);
      List<Primitive> across = acrossTheBorder(range, sum, scratchpad);
      steps.addAll(across);
      steps.addAll(throughout(range, sum, across.isEmpty() ? 1 : -1, scratchpad));
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  /** Returns the steps that add the products of a range's pairs across the border. */
  private List<Primitive> acrossTheBorder(
      RowRange range, Memory sum, PrimitiveScratchpad scratchpad) {
    List<Primitive> steps = new ArrayList<>();
    RowRange ends = new RowRange(range.from(), range.to() - 1, false);
    int gap = pairs.gap();
    if (gap == 0 || ends.rows() == 0) {
      return steps;
    }
    int most = Math.min(Math.max(1, values / (gap * y.channels())), ends.rows());
    ElementType type = asStored ? ElementType.BF16 : ElementType.F32;
    OneDnnTensor first = new OneDnnTensor(context, type, most, gap, y.channels());
    OneDnnTensor second = new OneDnnTensor(context, type, most, gap, y.channels());
    int end = pairs.firstColumn() + pairs.perRow();
    for (RowRange piece : ends.pieces(most)) {
      OneDnnTensor here = y.rows(piece);
      OneDnnTensor there = y.rows(piece.from() + pairs.rows(), piece.to() + pairs.rows());
      OneDnnTensor a = first.rows(0, piece.rows());
      OneDnnTensor b = second.rows(0, piece.rows());
      steps.add(Reorder.of(context, here.runs(end, gap), a.runs(0, gap)));
      steps.add(Reorder.of(context, there.runs(end + pairs.columns(), gap), b.runs(0, gap)));
      steps.add(
          MatrixProduct.of(
              context,
              scratchpad,
              a.transposed(),
              b.matrix(),
              sum,
              PrimitiveAttributes.adding(context)));
    }
    return steps;
  }

  /**
   * Returns the steps that add the products of all positions from a range's first pair to its last.
   *
   * @param sign what the sum is multiplied by before
   */
  private List<Primitive> throughout(
      RowRange range, Memory sum, float sign, PrimitiveScratchpad scratchpad) {
    OneDnnTensor positions = y.within(0, y.type(), Math.toIntExact(y.positions()), 1, y.channels());
    int start = range.from() * y.width() + pairs.firstColumn();
    int end = (range.to() - 1) * y.width() + pairs.firstColumn() + pairs.perRow();
    int most = Math.min(Math.max(1, values / y.channels()), end - start);
    Bf16AsF32Rows first = new Bf16AsF32Rows(context, positions, asStored, most);
    Bf16AsF32Rows second = new Bf16AsF32Rows(context, positions, asStored, most);
    List<Primitive> steps = new ArrayList<>();
    dnnl_primitive_attr attributes =
        PrimitiveAttributes.of(
            context, after -> dnnl_post_ops_append_sum(after, sign, 0, dnnl_data_type_undef));
    for (RowRange piece : new RowRange(start, end, range.last()).pieces(most)) {
      int from = piece.from();
      int to = piece.to();
      int other = from + pairs.distance();
      int otherEnd = to + pairs.distance();
      first.read(from, to).ifPresent(steps::add);
      second.read(other, otherEnd).ifPresent(steps::add);
      steps.add(
          MatrixProduct.of(
              context,
              scratchpad,
              first.rows(from, to).transposed(),
              second.rows(other, otherEnd).matrix(),
              sum,
              attributes));
      attributes = PrimitiveAttributes.adding(context);
    }
    return steps;
  }

  @Override
  public void backward(float[] k, Tensor dy) {
    if (pairs() > 0) {
      gradient.add(k, (OneDnnTensor) dy);
    }
  }
}
