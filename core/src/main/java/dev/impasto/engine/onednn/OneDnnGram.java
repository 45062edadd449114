package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.Primitive.Argument;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/** The Gram matrix as one matrix product of the response with itself, read with two strides. */
final class OneDnnGram implements GramOperation {
  private final Scope scope;
  private final OneDnnEngine engine;
  private final Memory response;
  private final Memory square;
  private final Primitive product;
  private final long positions;
  private final long channels;
  private @Nullable Backward backward;

  private record Backward(Tensor dy, Primitive product) {}

  OneDnnGram(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.positions = y.positions();
    this.channels = y.channels();
    this.response = Memory.share(scope, engine.handle, rows(), y.memory);
    Memory transposed =
        Memory.share(
            scope,
            engine.handle,
            Descriptors.matrix(scope, channels, positions, 1, channels),
            y.memory);
    // One matrix serves both ways: G goes out of it before K comes in.
    this.square =
        Memory.allocate(
            scope, engine.handle, Descriptors.matrix(scope, channels, channels, channels, 1));
    this.product = multiply(transposed, response, square, Primitive.noAttributes(scope));
  }

  @Override
  public void forward(float[] gram) {
    product.run();
    square.get(0, gram);
  }

  @Override
  public void backward(float[] k, Tensor dy) {
    if (backward == null || backward.dy != dy) {
      Memory gradient = Memory.share(scope, engine.handle, rows(), ((OneDnnTensor) dy).memory);
      dnnl_primitive_attr add =
          Primitive.attributes(
              scope, after -> dnnl_post_ops_append_sum(after, 1f, 0, dnnl_data_type_undef));
      backward = new Backward(dy, multiply(response, square, gradient, add));
    }
    square.put(0, k);
    backward.product.run();
  }

  private dnnl_memory_desc rows() {
    return Descriptors.matrix(scope, positions, channels, channels, 1);
  }

  private Primitive multiply(Memory a, Memory b, Memory c, dnnl_primitive_attr attributes) {
    dnnl_primitive_desc description =
        Primitive.describe(
            scope,
            "a matrix product",
            d ->
                dnnl_matmul_primitive_desc_create(
                    d,
                    engine.handle,
                    a.descriptor,
                    b.descriptor,
                    (dnnl_memory_desc) null,
                    c.descriptor,
                    attributes));
    return new Primitive(
        scope,
        engine.stream,
        description,
        new Argument(DNNL_ARG_SRC, a),
        new Argument(DNNL_ARG_WEIGHTS, b),
        new Argument(DNNL_ARG_DST, c));
  }
}
