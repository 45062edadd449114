package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import dev.impasto.engine.Pooling;
import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.Primitive.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/** 2x2 pooling; a window that reaches beyond the border counts only what lies inside. */
final class OneDnnPooling implements PoolingOperation {
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};

  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnTensor x;
  private final OneDnnTensor y;
  private final int algorithm;
  private final long[] beyond;
  private final dnnl_primitive_desc description;
  private final @Nullable Memory winners;
  private final Primitive pool;
  private @Nullable Backward backward;

  private record Backward(Tensor dy, Tensor dx, Primitive unpool) {}

  OneDnnPooling(
      Scope scope,
      OneDnnEngine engine,
      Pooling pooling,
      Rounding rounding,
      OneDnnTensor x,
      OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.x = x;
    this.y = y;
    this.algorithm = pooling == Pooling.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    this.beyond =
        rounding == Rounding.CEILING
            ? new long[] {x.height() % 2, x.width() % 2}
            : new long[] {0, 0};
    dnnl_primitive_attr none = Primitive.noAttributes(scope);
    this.description =
        Primitive.describe(
            scope,
            "pooling",
            d ->
                dnnl_pooling_forward_primitive_desc_create(
                    d,
                    engine.handle,
                    dnnl_forward_training,
                    algorithm,
                    x.memory.descriptor,
                    y.memory.descriptor,
                    TWO,
                    TWO,
                    NONE,
                    NONE,
                    beyond,
                    none));
    this.winners =
        pooling == Pooling.MAX
            ? Memory.allocate(
                scope, engine.handle, Primitive.query(description, dnnl_query_workspace_md))
            : null;
    this.pool =
        new Primitive(
            scope,
            engine.stream,
            description,
            arguments(new Argument(DNNL_ARG_SRC, x.memory), new Argument(DNNL_ARG_DST, y.memory)));
  }

  @Override
  public void forward() {
    pool.run();
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    if (backward == null || backward.dy != dy || backward.dx != dx) {
      backward = bind((OneDnnTensor) dy, (OneDnnTensor) dx);
    }
    backward.unpool.run();
  }

  private Backward bind(OneDnnTensor dy, OneDnnTensor dx) {
    dnnl_primitive_desc unpool =
        Primitive.describe(
            scope,
            "pooling's derivative",
            d ->
                dnnl_pooling_backward_primitive_desc_create(
                    d,
                    engine.handle,
                    algorithm,
                    x.memory.descriptor,
                    y.memory.descriptor,
                    TWO,
                    TWO,
                    NONE,
                    NONE,
                    beyond,
                    description,
                    Primitive.noAttributes(scope)));
    return new Backward(
        dy,
        dx,
        new Primitive(
            scope,
            engine.stream,
            unpool,
            arguments(
                new Argument(DNNL_ARG_DIFF_DST, dy.memory),
                new Argument(DNNL_ARG_DIFF_SRC, dx.memory))));
  }

  private Argument[] arguments(Argument... two) {
    List<Argument> all = new ArrayList<>(List.of(two));
    if (winners != null) {
      all.add(new Argument(DNNL_ARG_WORKSPACE, winners));
    }
    return all.toArray(new Argument[0]);
  }
}
