package dev.impasto.engine.onednn.convolution;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Primitive.Argument;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.storage.Bf16AsF32Rows;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowHook;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A 3x3 convolution, or its derivative with respect to its input, by oneDNN's own convolutions.
 * Each thread computes a range of the output's rows.
 */
final class DirectConvolution implements Runnable {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final OneDnnContext context;
  private final List<PrimitiveScratchpad> scratchpads;
  private final OneDnnFilters filters;
  private final List<List<Runnable>> shares = new ArrayList<>();

  private DirectConvolution(
      OneDnnContext context, List<PrimitiveScratchpad> scratchpads, OneDnnFilters filters) {
    this.context = context;
    this.scratchpads = scratchpads;
    this.filters = filters;
  }

  /**
   * Prepares {@code y = max(0, W * x + bias)}.
   *
   * @param zeros 1 where the convolution pads x with zeros, 0 where x has one more row and column
   *     on each side
   * @param after is called with rows of y when they are finished
   */
  static DirectConvolution forward(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnFilters filters,
      int zeros,
      OneDnnTensor x,
      OneDnnTensor y,
      RowHook after) {
    DirectConvolution whole = new DirectConvolution(context, scratchpads, filters);
    dnnl_primitive_attr relu =
        PrimitiveAttributes.of(
            context, list -> dnnl_post_ops_append_eltwise(list, dnnl_eltwise_relu, 0f, 0f));
    whole.add(
        x,
        y,
        -zeros,
        RowHook.NONE,
        after,
        (brief, from, to, above, below, scratchpad) -> {
          long[] first = {above, zeros};
          long[] last = {below, zeros};
          dnnl_primitive_desc description =
              whole.describeForward(brief, from, to, first, last, relu);
          return whole.primitive(
              description,
              scratchpad,
              new Argument(DNNL_ARG_SRC, from.memory()),
              new Argument(
                  DNNL_ARG_WEIGHTS,
                  filters.in(Primitive.query(description, dnnl_query_weights_md))),
              new Argument(DNNL_ARG_BIAS, filters.bias()),
              new Argument(DNNL_ARG_DST, to.memory()));
        });
    return whole;
  }

  /**
   * Prepares {@code dx = Wᵀ * dy}.
   *
   * @param zeros 1 where the convolution pads x with zeros, 0 where dx has one more row and column
   *     on each side
   * @param before is called with rows of dy before they are read, with some rows twice
   */
  static DirectConvolution backward(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnFilters filters,
      int zeros,
      OneDnnTensor dy,
      OneDnnTensor dx,
      RowHook before) {
    DirectConvolution whole = new DirectConvolution(context, scratchpads, filters);
    dnnl_primitive_attr none = PrimitiveAttributes.none(context);
    whole.add(
        dy,
        dx,
        zeros - 2,
        before,
        RowHook.NONE,
        (brief, from, to, above, below, scratchpad) -> {
          // A row beyond the source is a row that the forward convolution need not compute.
          long[] first = {2 - above, zeros};
          long[] last = {2 - below, zeros};
          return whole.derivative(brief, from, to, first, last, none, scratchpad);
        });
    return whole;
  }

  private Primitive derivative(
      OneDnnContext brief,
      OneDnnTensor dy,
      OneDnnTensor dx,
      long[] before,
      long[] after,
      dnnl_primitive_attr none,
      PrimitiveScratchpad scratchpad) {
    dnnl_primitive_desc hint = describeForward(brief, dx, dy, before, after, none);
    dnnl_primitive_desc description =
        Primitive.describe(
            brief,
            "a convolution's derivative",
            d ->
                dnnl_convolution_backward_data_primitive_desc_create(
                    d,
                    context.engine(),
                    dnnl_convolution_direct,
                    dx.memory().descriptor(),
                    weightsInAnyOrder(brief, dx.type()),
                    dy.memory().descriptor(),
                    ONE,
                    NONE,
                    before,
                    after,
                    hint,
                    none));
    return primitive(
        description,
        scratchpad,
        new Argument(DNNL_ARG_DIFF_DST, dy.memory()),
        new Argument(
            DNNL_ARG_WEIGHTS, filters.in(Primitive.query(description, dnnl_query_weights_md))),
        new Argument(DNNL_ARG_DIFF_SRC, dx.memory()));
  }

  private dnnl_primitive_desc describeForward(
      OneDnnContext brief,
      OneDnnTensor x,
      OneDnnTensor y,
      long[] before,
      long[] after,
      dnnl_primitive_attr attributes) {
    return Primitive.describe(
        brief,
        "a convolution",
        d ->
            dnnl_convolution_forward_primitive_desc_create(
                d,
                context.engine(),
                dnnl_forward_training,
                dnnl_convolution_direct,
                x.memory().descriptor(),
                weightsInAnyOrder(brief, x.type()),
                filters.bias().descriptor(),
                y.memory().descriptor(),
                ONE,
                NONE,
                before,
                after,
                attributes));
  }

  private dnnl_memory_desc weightsInAnyOrder(OneDnnContext brief, ElementType type) {
    return Descriptors.tagged(
        brief, type, dnnl_format_tag_any, filters.outputs(), filters.inputs(), 3, 3);
  }

  private Primitive primitive(
      dnnl_primitive_desc description, PrimitiveScratchpad scratchpad, Argument... arguments) {
    return Primitive.of(context, scratchpad, description, arguments);
  }

  /**
   * Makes the primitive that computes some rows of the destination from the rows of the source that
   * they depend on.
   */
  private interface Maker {
    /**
     * Makes the primitive.
     *
     * @param brief owns what is needed only until the primitive is made
     * @param above the number of needed rows that lie above the source
     * @param below the number of needed rows that lie below the source
     * @param scratchpad of the thread's primitives
     */
    Primitive make(
        OneDnnContext brief,
        OneDnnTensor from,
        OneDnnTensor to,
        int above,
        int below,
        PrimitiveScratchpad scratchpad);
  }

  /**
   * Divides the rows among the threads, and each thread's rows into pieces that stay in a
   * processor's cache.
   *
   * @param shift row i depends on three rows, from row {@code i + shift} on
   */
  private void add(
      OneDnnTensor source,
      OneDnnTensor destination,
      int shift,
      RowHook before,
      RowHook after,
      Maker maker) {
    boolean asStored =
        source.type() == destination.type()
            && (source.type() == ElementType.F32 || context.mode() == ComputeMode.BF16);
    for (RowRange range : RowRange.shares(destination.height(), context.threads().count())) {
      int lane = shares.size();
      int rows = Math.min(Bf16AsF32Rows.rows(source), Bf16AsF32Rows.rows(destination));
      int most = Math.min(rows, range.rows());
      Bf16AsF32Rows sources = new Bf16AsF32Rows(context, source, asStored, most + 2);
      Bf16AsF32Rows destinations = new Bf16AsF32Rows(context, destination, asStored, most);
      PrimitiveScratchpad scratchpad = scratchpads.get(lane);
      List<Runnable> steps = new ArrayList<>();
      int seen = 0;
      for (RowRange piece : range.pieces(most)) {
        int first = Math.max(0, piece.from() + shift);
        int end = Math.min(source.height(), piece.to() + shift + 2);
        int unseen = Math.max(seen, first);
        seen = end;
        steps.add(() -> before.run(unseen, end, lane));
        sources.read(first, end).ifPresent(steps::add);
        try (Scope temporary = new Scope()) {
          steps.add(
              maker.make(
                  context.with(temporary),
                  sources.rows(first, end),
                  destinations.rows(piece.from(), piece.to()),
                  first - piece.from() - shift,
                  piece.to() + shift + 2 - end,
                  scratchpad));
        }
        destinations.write(piece.from(), piece.to()).ifPresent(steps::add);
        steps.add(() -> after.run(piece.from(), piece.to(), lane));
      }
      shares.add(steps);
    }
  }

  /** Computes the output. */
  @Override
  public void run() {
    context.threads().runEach(shares);
  }
}
