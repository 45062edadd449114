package dev.impasto.engine.onednn.pooling;

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
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Primitive.Argument;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.threads.Part;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/** 2x2 pooling. A window that reaches beyond the border counts only the positions inside. */
public final class OneDnnPooling implements PoolingOperation {
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};

  private final OneDnnContext context;
  private final int algorithm;
  private final List<Part> parts = new ArrayList<>();
  private final BoundOperation backward = new BoundOperation();

  /** One thread's part: some rows of y, and the rows of x under them. */
  private record Part(
      RowRange from,
      RowRange to,
      long[] beyond,
      dnnl_primitive_desc description,
      @Nullable Memory winners,
      Primitive pool) {}

  public OneDnnPooling(
      OneDnnContext context, Pooling pooling, Rounding rounding, OneDnnTensor x, OneDnnTensor y) {
    this.context = context;
    this.algorithm = pooling == Pooling.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    boolean alone = rounding == Rounding.CEILING;
    for (RowRange to : RowRange.shares(y.height(), context.threads().count())) {
      RowRange from = new RowRange(2 * to.from(), to.last() ? x.height() : 2 * to.to(), to.last());
      long[] beyond = {alone && to.last() ? x.height() % 2 : 0, alone ? x.width() % 2 : 0};
      parts.add(part(x, y, from, to, beyond));
    }
  }

  private Part part(OneDnnTensor x, OneDnnTensor y, RowRange from, RowRange to, long[] beyond) {
    OneDnnTensor source = x.rows(from);
    OneDnnTensor target = y.rows(to);
    dnnl_primitive_attr none = PrimitiveAttributes.none(context);
    dnnl_primitive_desc description =
        Primitive.describe(
            context,
            "pooling",
            d ->
                dnnl_pooling_forward_primitive_desc_create(
                    d,
                    context.engine(),
                    dnnl_forward_training,
                    algorithm,
                    source.memory().descriptor(),
                    target.memory().descriptor(),
                    TWO,
                    TWO,
                    NONE,
                    NONE,
                    beyond,
                    none));
    Memory winners =
        algorithm == dnnl_pooling_max
            ? Memory.allocate(context, Primitive.query(description, dnnl_query_workspace_md))
            : null;
    Primitive pool =
        Primitive.of(
            context,
            new PrimitiveScratchpad(context),
            description,
            arguments(
                winners,
                new Argument(DNNL_ARG_SRC, source.memory()),
                new Argument(DNNL_ARG_DST, target.memory())));
    return new Part(from, to, beyond, description, winners, pool);
  }

  @Override
  public void forward() {
    context.threads().run(parts.size(), (part, worker) -> parts.get(part).pool().run());
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    backward.run(dy, dx, () -> bind((OneDnnTensor) dy, (OneDnnTensor) dx));
  }

  private Runnable bind(OneDnnTensor dy, OneDnnTensor dx) {
    List<Primitive> unpools = new ArrayList<>();
    for (Part part : parts) {
      unpools.add(unpool(part, dy.rows(part.to()), dx.rows(part.from())));
    }
    return () -> context.threads().run(unpools);
  }

  private Primitive unpool(Part part, OneDnnTensor dy, OneDnnTensor dx) {
    dnnl_primitive_attr none = PrimitiveAttributes.none(context);
    return Primitive.of(
        context,
        new PrimitiveScratchpad(context),
        "pooling's derivative",
        d ->
            dnnl_pooling_backward_primitive_desc_create(
                d,
                context.engine(),
                algorithm,
                dx.memory().descriptor(),
                dy.memory().descriptor(),
                TWO,
                TWO,
                NONE,
                NONE,
                part.beyond(),
                part.description(),
                none),
        arguments(
            part.winners(),
            new Argument(DNNL_ARG_DIFF_DST, dy.memory()),
            new Argument(DNNL_ARG_DIFF_SRC, dx.memory())));
  }

  private static Argument[] arguments(@Nullable Memory winners, Argument... two) {
    List<Argument> all = new ArrayList<>(List.of(two));
    if (winners != null) {
      all.add(new Argument(DNNL_ARG_WORKSPACE, winners));
    }
    return all.toArray(new Argument[0]);
  }
}
