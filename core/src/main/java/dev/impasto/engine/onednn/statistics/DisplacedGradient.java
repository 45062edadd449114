package dev.impasto.engine.onednn.statistics;

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
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of displaced products. Each position has two terms: one from the second position
 * of the pair that it is first in, one from the first position of the pair that it is second in.
 *
 * <p>A term is added to all positions from a piece's first to its last one, because one product of
 * long matrices is faster than one for each row. Between these are a few positions at the ends of
 * rows that do not have the term. What they hold is stored before and restored after.
 */
final class DisplacedGradient {
  private final OneDnnContext context;
  private final List<PrimitiveScratchpad> scratchpads;
  private final OneDnnTensor y;
  private final DisplacedPairs pairs;
  private final int values;
  private final Memory k;
  private final @Nullable SplitMatrix split;
  private final @Nullable SplitMatrix splitTurned;
  private final float[] turned;
  private final BoundOperation operation = new BoundOperation();

  /**
   * Prepares the derivative.
   *
   * @param values the number of values in a piece
   */
  DisplacedGradient(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnTensor y,
      DisplacedPairs pairs,
      int values) {
    this.context = context;
    this.scratchpads = scratchpads;
    this.y = y;
    this.pairs = pairs;
    this.values = values;
    int c = y.channels();
    boolean asStored = y.type() == ElementType.BF16 && context.mode() == ComputeMode.BF16;
    this.k = Memory.matrix(context, c, c);
    this.split = asStored ? new SplitMatrix(context, c) : null;
    this.splitTurned = asStored ? new SplitMatrix(context, c) : null;
    this.turned = new float[asStored ? c * c : 0];
  }

  /** Adds the derivative with respect to the response. */
  void add(float[] matrix, OneDnnTensor dy) {
    if (split != null && splitTurned != null) {
      split.put(matrix);
      turn(matrix);
      splitTurned.put(turned);
    } else {
      k.put(0, matrix);
    }
    operation.run(y.memory(), dy, () -> bind(dy));
  }

  private void turn(float[] matrix) {
    int c = y.channels();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = matrix[i % c * c + i / c];
    }
  }

  private Runnable bind(OneDnnTensor dy) {
    List<List<Runnable>> all = new ArrayList<>();
    for (RowRange range : RowRange.shares(y.height(), context.threads().count())) {
      int most = Math.min(Math.max(1, values / (y.width() * y.channels())), range.rows());
      Lane lane = new Lane(dy, most, scratchpads.get(all.size()));
      List<Runnable> steps = new ArrayList<>();
      range.pieces(most).forEach(piece -> steps.addAll(lane.add(piece)));
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  /** One thread's memory, for some rows at a time. */
  private final class Lane {
    private final Bf16AsF32Rows response;
    private final Bf16AsF32Rows gradient;
    private final PrimitiveScratchpad scratchpad;
    private final Memory turned;
    private final float[] kept;
    private final @Nullable OneDnnTensor addend;

    Lane(OneDnnTensor dy, int most, PrimitiveScratchpad scratchpad) {
      this.scratchpad = scratchpad;
      boolean asStored = split != null;
      int c = y.channels();
      this.response = new Bf16AsF32Rows(context, y, asStored, most);
      this.gradient = new Bf16AsF32Rows(context, dy, asStored, most);
      this.turned = Memory.share(context, Descriptors.matrix(context, c, c, 1, c), k);
      this.kept = new float[most * pairs.gap() * c];
      this.addend = asStored ? new OneDnnTensor(context, most * y.width(), 1, c) : null;
    }

    /** Returns the steps that add both terms to some rows. */
    List<Runnable> add(RowRange rows) {
      List<Runnable> steps = new ArrayList<>();
      int from = rows.from();
      int to = rows.to();
      int down = pairs.rows();
      gradient.read(from, to).ifPresent(steps::add);
      OneDnnTensor sum = gradient.rows(from, to);
      int end = Math.min(to, pairs.pairedRows());
      if (from < end) {
        response.read(from + down, end + down).ifPresent(steps::add);
        steps.addAll(
            term(
                response.rows(from + down, end + down),
                pairs.secondColumn(),
                true,
                sum.rows(0, end - from),
                pairs.firstColumn()));
      }
      int start = Math.max(from, down);
      if (start < to) {
        response.read(start - down, to - down).ifPresent(steps::add);
        steps.addAll(
            term(
                response.rows(start - down, to - down),
                pairs.firstColumn(),
                false,
                sum.rows(start - from, to - from),
                pairs.secondColumn()));
      }
      gradient.write(from, to).ifPresent(steps::add);
      return steps;
    }

    /** Returns the steps that add one term to a sum, from a column of its first row on. */
    private List<Runnable> term(
        OneDnnTensor from, int fromColumn, boolean transposed, OneDnnTensor sum, int sumColumn) {
      List<Runnable> steps = new ArrayList<>();
      int count = (sum.height() - 1) * y.width() + pairs.perRow();
      OneDnnTensor a = positions(from, fromColumn, count);
      OneDnnTensor c = positions(sum, sumColumn, count);
      Gaps gaps = gaps(c);
      steps.add(gaps::keep);
      steps.addAll(product(a, transposed, c));
      steps.add(gaps::restore);
      return steps;
    }

    private Gaps gaps(OneDnnTensor sum) {
      int c = sum.channels();
      RowValues all = sum.within(0, sum.type(), 1, sum.height(), c).rowValues()[0];
      return new Gaps(all, pairs.perRow() * c, y.width() * c, pairs.gap() * c, kept);
    }

    private List<Primitive> product(OneDnnTensor a, boolean transposed, OneDnnTensor sum) {
      if (split != null && splitTurned != null && addend != null) {
        SplitMatrix matrix = transposed ? splitTurned : split;
        return matrix.multiply(a, null, sum, addend.rows(0, sum.height()), scratchpad);
      }
      return List.of(
          MatrixProduct.of(
              context,
              scratchpad,
              a.matrix(),
              transposed ? turned : k,
              sum.matrix(),
              PrimitiveAttributes.adding(context)));
    }

    /** Describes some positions, from one of the first row on, as a column. */
    private static OneDnnTensor positions(OneDnnTensor tensor, int first, int count) {
      int c = tensor.channels();
      return tensor.within((long) first * c, tensor.type(), count, 1, c);
    }
  }

  /**
   * What a sum holds between the last position with a term of each row and the first one of the row
   * below.
   *
   * @param values all values of the sum
   * @param first the number of the first of these values
   * @param row how many values a row has
   * @param count how many of these values are between two rows
   * @param kept as many values as there are between all rows
   */
  private record Gaps(RowValues values, int first, int row, int count, float[] kept) {
    void keep() {
      for (int at = first, to = 0; at < values.length(); at += row, to += count) {
        values.get(at, kept, to, count);
      }
    }

    void restore() {
      for (int at = first, from = 0; at < values.length(); at += row, from += count) {
        values.put(at, kept, from, count);
      }
    }
  }
}
