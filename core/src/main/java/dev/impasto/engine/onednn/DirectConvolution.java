package dev.impasto.engine.onednn;

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

import dev.impasto.engine.onednn.Primitive.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A 3x3 convolution, or its derivative with respect to its input, by oneDNN; each worker makes some
 * of the output's rows.
 */
final class DirectConvolution implements Runnable {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnFilters filters;
  private final List<Primitive> parts = new ArrayList<>();

  private DirectConvolution(Scope scope, OneDnnEngine engine, OneDnnFilters filters) {
    this.scope = scope;
    this.engine = engine;
    this.filters = filters;
  }

  /** {@code y = max(0, W * x + bias)}; x has {@code 1 - zeros} rows and columns more around it. */
  static DirectConvolution forward(
      Scope scope,
      OneDnnEngine engine,
      OneDnnFilters filters,
      int zeros,
      OneDnnTensor x,
      OneDnnTensor y) {
    DirectConvolution whole = new DirectConvolution(scope, engine, filters);
    dnnl_primitive_attr relu =
        Primitive.attributes(
            scope, after -> dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0f, 0f));
    Primitive.ownScratchpad(relu);
    for (Slab slab : Slab.of(y.height(), engine.workers.count())) {
      int first = slab.from() - zeros;
      int end = slab.to() - zeros + 2;
      OneDnnTensor from = x.rows(Math.max(0, first), Math.min(x.height(), end));
      OneDnnTensor to = y.rows(slab.from(), slab.to());
      long[] before = {Math.max(0, -first), zeros};
      long[] after = {Math.max(0, end - x.height()), zeros};
      dnnl_primitive_desc description = whole.describeForward(from, to, before, after, relu);
      whole.add(
          description,
          new Argument(DNNL_ARG_SRC, from.memory),
          new Argument(
              DNNL_ARG_WEIGHTS, filters.in(Primitive.query(description, dnnl_query_weights_md))),
          new Argument(DNNL_ARG_BIAS, filters.bias),
          new Argument(DNNL_ARG_DST, to.memory));
    }
    return whole;
  }

  /** {@code dx = Wᵀ * dy}; dx has {@code 1 - zeros} rows and columns more around it. */
  static DirectConvolution backward(
      Scope scope,
      OneDnnEngine engine,
      OneDnnFilters filters,
      int zeros,
      OneDnnTensor dy,
      OneDnnTensor dx) {
    DirectConvolution whole = new DirectConvolution(scope, engine, filters);
    dnnl_primitive_attr none = Primitive.noAttributes(scope);
    Primitive.ownScratchpad(none);
    for (Slab slab : Slab.of(dx.height(), engine.workers.count())) {
      int first = Math.max(0, slab.from() + zeros - 2);
      int end = Math.min(dy.height(), slab.to() + zeros);
      OneDnnTensor from = dy.rows(first, end);
      OneDnnTensor to = dx.rows(slab.from(), slab.to());
      long[] before = {slab.from() + zeros - first, zeros};
      // Rows that come out of a convolution: those that go in, and padding, less two.
      long[] after = {end - first + 2 - (slab.to() - slab.from()) - before[0], zeros};
      dnnl_primitive_desc hint = whole.describeForward(to, from, before, after, none);
      dnnl_primitive_desc description =
          engine.workers.make(
              () ->
                  Primitive.describe(
                      scope,
                      "a convolution's derivative",
                      d ->
                          dnnl_convolution_backward_data_primitive_desc_create(
                              d,
                              engine.handle,
                              dnnl_convolution_direct,
                              to.memory.descriptor,
                              whole.weightsInAnyOrder(),
                              from.memory.descriptor,
                              ONE,
                              NONE,
                              before,
                              after,
                              hint,
                              none)));
      whole.add(
          description,
          new Argument(DNNL_ARG_DIFF_DST, from.memory),
          new Argument(
              DNNL_ARG_WEIGHTS, filters.in(Primitive.query(description, dnnl_query_weights_md))),
          new Argument(DNNL_ARG_DIFF_SRC, to.memory));
    }
    return whole;
  }

  private dnnl_primitive_desc describeForward(
      OneDnnTensor x, OneDnnTensor y, long[] before, long[] after, dnnl_primitive_attr attributes) {
    return engine.workers.make(
        () ->
            Primitive.describe(
                scope,
                "a convolution",
                d ->
                    dnnl_convolution_forward_primitive_desc_create(
                        d,
                        engine.handle,
                        dnnl_forward_training,
                        dnnl_convolution_direct,
                        x.memory.descriptor,
                        weightsInAnyOrder(),
                        filters.bias.descriptor,
                        y.memory.descriptor,
                        ONE,
                        NONE,
                        before,
                        after,
                        attributes)));
  }

  private dnnl_memory_desc weightsInAnyOrder() {
    return Descriptors.tagged(
        scope, dnnl_format_tag_any, filters.outputs(), filters.inputs(), 3, 3);
  }

  private void add(dnnl_primitive_desc description, Argument... arguments) {
    parts.add(engine.workers.primitive(scope, engine, description, arguments));
  }

  /** Computes it. */
  @Override
  public void run() {
    engine.workers.run(parts);
  }
}
