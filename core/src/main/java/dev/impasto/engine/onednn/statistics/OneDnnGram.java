package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.GramOperation;
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
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.Bf16AsF32Rows;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * The Gram matrix, as products of the response's rows with themselves, read with two different
 * strides, and the sums of the channels, as products with ones. Each thread takes a range of the
 * rows, a few at a time, while they are in its cache.
 *
 * <p>A response in bf16 is converted to 32-bit floats, unless a matrix unit multiplies bf16. In a
 * matrix unit its products with itself are exact. Its products with K are not, since K has more
 * than the 8 bits of bf16: {@link SplitMatrix} computes these.
 */
public final class OneDnnGram implements GramOperation {
  /**
   * The number of strips of rows that the matrix of many channels is cut into. Of each strip only
   * the part from the diagonal on is computed, which leaves out three eighths of the products.
   */
  private static final int STRIPS = 4;

  /**
   * The least number of channels for strips; with fewer, strips are narrower than the processor's
   * vector registers.
   */
  private static final int WIDE = 128;

  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<RowRange> strips;
  private final OneDnnTensor ones;
  private final Memory b;
  private final float[] part;
  private final @Nullable SplitMatrix split;
  private final BoundOperation forward = new BoundOperation();
  private final BoundOperation backward = new BoundOperation();

  /** One thread's rows, in pieces, and the sums over them. */
  private record Lane(
      List<RowRange> pieces,
      int most,
      Bf16AsF32Rows response,
      Memory square,
      Memory sum,
      PrimitiveScratchpad scratchpad) {}

  public OneDnnGram(OneDnnContext context, List<PrimitiveScratchpad> scratchpads, OneDnnTensor y) {
    this.context = context;
    this.y = y;
    boolean asStored = y.type() == ElementType.BF16 && context.mode() == ComputeMode.BF16;
    for (RowRange range : RowRange.shares(y.height(), context.threads().count())) {
      int most = Math.min(Bf16AsF32Rows.rows(y), range.rows());
      lanes.add(
          new Lane(
              range.pieces(most),
              most,
              new Bf16AsF32Rows(context, y, asStored, most),
              matrix(y.channels()),
              matrix(1),
              scratchpads.get(lanes.size())));
    }
    this.strips = RowRange.shares(y.channels(), y.channels() < WIDE ? 1 : STRIPS);
    this.ones = ones(asStored ? ElementType.BF16 : ElementType.F32);
    this.b = matrix(1);
    this.part = new float[y.channels() * y.channels()];
    this.split = asStored ? new SplitMatrix(context, y.channels()) : null;
  }

  /** Returns as many ones as the largest piece has positions. */
  private OneDnnTensor ones(ElementType type) {
    int rows = lanes.stream().mapToInt(Lane::most).max().orElseThrow();
    OneDnnTensor ones = new OneDnnTensor(context, type, rows, y.width(), 1);
    float[] values = new float[rows * y.width()];
    Arrays.fill(values, 1);
    ones.put(values);
    return ones;
  }

  private Memory matrix(int rows) {
    return Memory.matrix(context, rows, y.channels());
  }

  @Override
  public void forward(float[] gram, float[] sums) {
    boolean withSums = sums.length > 0;
    forward.run(y.memory(), withSums, () -> bindForward(withSums));
    Arrays.fill(gram, 0);
    Arrays.fill(sums, 0);
    for (Lane lane : lanes) {
      lane.square.addTo(gram, part);
      if (withSums) {
        lane.sum.addTo(sums, part);
      }
    }
    mirror(gram);
  }

  /** Copies the part above the diagonal to the part below it. */
  private void mirror(float[] gram) {
    int c = y.channels();
    for (int i = 0; i < c; i++) {
      for (int j = i + 1; j < c; j++) {
        gram[j * c + i] = gram[i * c + j];
      }
    }
  }

  /** Binds the products to the response's memory, which may have changed. */
  private Runnable bindForward(boolean withSums) {
    dnnl_primitive_attr adding = PrimitiveAttributes.adding(context);
    List<List<Runnable>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Runnable> steps = new ArrayList<>();
      steps.add(lane.square::clear);
      if (withSums) {
        steps.add(lane.sum::clear);
      }
      for (RowRange piece : lane.pieces) {
        lane.response.read(piece.from(), piece.to()).ifPresent(steps::add);
        OneDnnTensor rows = lane.response.rows(piece.from(), piece.to());
        for (RowRange strip : strips) {
          int first = strip.from();
          steps.add(
              MatrixProduct.of(
                  context,
                  lane.scratchpad,
                  rows.transposed(first, strip.to()),
                  rows.matrix(first),
                  strip(lane.square, strip),
                  adding));
        }
        if (withSums) {
          steps.add(
              MatrixProduct.of(
                  context,
                  lane.scratchpad,
                  ones.rows(0, piece.rows()).transposed(),
                  rows.matrix(),
                  lane.sum,
                  adding));
        }
      }
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  /** Describes a strip's rows of a square matrix, from the diagonal on. */
  private Memory strip(Memory square, RowRange strip) {
    int c = y.channels();
    int first = strip.from();
    return StridedMemory.of(
        context, square, first * (c + 1L), new long[] {strip.rows(), c - first}, c, 1);
  }

  @Override
  public void backward(float[] k, float[] values, Tensor dy) {
    b.put(0, Arrays.copyOf(values, y.channels()));
    if (split == null) {
      // The matrix of G serves for K too: G has been copied out of it.
      Memory square = lanes.get(0).square;
      square.put(0, k);
      backward.run(y.memory(), dy, () -> bind((OneDnnTensor) dy, square));
    } else {
      split.put(k);
      backward.run(y.memory(), dy, () -> bind((OneDnnTensor) dy, split));
    }
  }

  private Runnable bind(OneDnnTensor dy, Memory k) {
    dnnl_primitive_attr adding = PrimitiveAttributes.adding(context);
    List<List<Primitive>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      Bf16AsF32Rows gradient = new Bf16AsF32Rows(context, dy, false, lane.most);
      List<Primitive> steps = new ArrayList<>();
      for (RowRange piece : lane.pieces) {
        int from = piece.from();
        int to = piece.to();
        lane.response.read(from, to).ifPresent(steps::add);
        gradient.read(from, to).ifPresent(steps::add);
        steps.add(
            MatrixProduct.of(
                context,
                lane.scratchpad,
                lane.response.rows(from, to).matrix(),
                k,
                b,
                gradient.rows(from, to).matrix(),
                adding));
        gradient.write(from, to).ifPresent(steps::add);
      }
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }

  private Runnable bind(OneDnnTensor dy, SplitMatrix matrix) {
    List<List<Primitive>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      OneDnnTensor addend = new OneDnnTensor(context, lane.most, y.width(), y.channels());
      List<Primitive> steps = new ArrayList<>();
      for (RowRange piece : lane.pieces) {
        steps.addAll(
            matrix.multiply(
                y.rows(piece), b, dy.rows(piece), addend.rows(0, piece.rows()), lane.scratchpad));
      }
      all.add(steps);
    }
    return () -> context.threads().runEach(all);
  }
}
