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
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import dev.impasto.engine.ConvolutionOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.Primitive.Argument;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * Convolution, bias and ReLU in one pass; backward, ReLU's derivative and then the convolution's.
 */
final class OneDnnConvolution implements ConvolutionOperation {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnFilters filters;
  private final OneDnnTensor y;
  private final @Nullable ReplicateBorder border;
  private final OneDnnTensor source;
  private final dnnl_primitive_desc description;
  private final Primitive convolve;
  private @Nullable Backward backward;

  private record Backward(Tensor dy, Tensor dx, Primitive relu, Primitive convolve) {}

  OneDnnConvolution(
      Scope scope,
      OneDnnEngine engine,
      OneDnnFilters filters,
      Padding padding,
      OneDnnTensor x,
      OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.filters = filters;
    this.y = y;
    this.border = padding == Padding.REPLICATE ? new ReplicateBorder(scope, engine, x) : null;
    this.source = border == null ? x : border.padded;
    dnnl_primitive_attr relu =
        Primitive.attributes(
            scope, after -> dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0f, 0f));
    this.description =
        Primitive.describe(
            scope,
            "a convolution",
            d ->
                dnnl_convolution_forward_primitive_desc_create(
                    d,
                    engine.handle,
                    dnnl_forward_training,
                    dnnl_convolution_direct,
                    source.memory.descriptor,
                    weightsInAnyOrder(),
                    filters.bias.descriptor,
                    y.memory.descriptor,
                    ONE,
                    NONE,
                    zeros(),
                    zeros(),
                    relu));
    this.convolve =
        new Primitive(
            scope,
            engine.stream,
            description,
            new Argument(DNNL_ARG_SRC, source.memory),
            new Argument(
                DNNL_ARG_WEIGHTS, filters.in(Primitive.query(description, dnnl_query_weights_md))),
            new Argument(DNNL_ARG_BIAS, filters.bias),
            new Argument(DNNL_ARG_DST, y.memory));
  }

  @Override
  public void forward() {
    if (border != null) {
      border.forward();
    }
    convolve.run();
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    if (backward == null || backward.dy != dy || backward.dx != dx) {
      backward = bind((OneDnnTensor) dy, (OneDnnTensor) dx);
    }
    backward.relu.run();
    backward.convolve.run();
    if (border != null) {
      border.backward((OneDnnTensor) dx);
    }
  }

  private Backward bind(OneDnnTensor dy, OneDnnTensor dx) {
    dnnl_primitive_attr none = Primitive.noAttributes(scope);
    dnnl_memory_desc values = y.memory.descriptor;
    dnnl_primitive_desc hint =
        Primitive.describe(
            scope,
            "a ReLU",
            d ->
                dnnl_eltwise_forward_primitive_desc_create(
                    d,
                    engine.handle,
                    dnnl_forward_training,
                    dnnl_eltwise_relu_use_dst_for_bwd,
                    values,
                    values,
                    0f,
                    0f,
                    none));
    dnnl_primitive_desc relu =
        Primitive.describe(
            scope,
            "a ReLU's derivative",
            d ->
                dnnl_eltwise_backward_primitive_desc_create(
                    d,
                    engine.handle,
                    dnnl_eltwise_relu_use_dst_for_bwd,
                    values,
                    values,
                    values,
                    0f,
                    0f,
                    hint,
                    none));
    OneDnnTensor target = border == null ? dx : border.paddedGradient();
    dnnl_primitive_desc convolution =
        Primitive.describe(
            scope,
            "a convolution's derivative",
            d ->
                dnnl_convolution_backward_data_primitive_desc_create(
                    d,
                    engine.handle,
                    dnnl_convolution_direct,
                    target.memory.descriptor,
                    weightsInAnyOrder(),
                    dy.memory.descriptor,
                    ONE,
                    NONE,
                    zeros(),
                    zeros(),
                    description,
                    none));
    return new Backward(
        dy,
        dx,
        new Primitive(
            scope,
            engine.stream,
            relu,
            new Argument(DNNL_ARG_DST, y.memory),
            new Argument(DNNL_ARG_DIFF_DST, dy.memory),
            new Argument(DNNL_ARG_DIFF_SRC, dy.memory)),
        new Primitive(
            scope,
            engine.stream,
            convolution,
            new Argument(DNNL_ARG_DIFF_DST, dy.memory),
            new Argument(
                DNNL_ARG_WEIGHTS, filters.in(Primitive.query(convolution, dnnl_query_weights_md))),
            new Argument(DNNL_ARG_DIFF_SRC, target.memory)));
  }

  /** How many zeros stand around the source: none where its border is already replicated. */
  private long[] zeros() {
    return border == null ? ONE : NONE;
  }

  private dnnl_memory_desc weightsInAnyOrder() {
    return Descriptors.tagged(
        scope, dnnl_format_tag_any, filters.outputs(), filters.inputs(), 3, 3);
  }
}
