package dev.impasto.engine.onednn;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * The Gram matrix as matrix products of the response's rows, one slab for each worker, with
 * themselves, read with two strides.
 */
final class OneDnnGram implements GramOperation {
  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnTensor y;
  private final List<Slab> slabs;
  private final Squares squares;
  private final @Nullable SplitMatrix split;
  private final Bound forth = new Bound();
  private final Bound back = new Bound();

  OneDnnGram(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.y = y;
    this.slabs = Slab.of(y.height(), engine.workers.count());
    this.squares = new Squares(scope, engine, slabs.size(), y.channels());
    this.split = y.type == ElementType.BF16 ? new SplitMatrix(scope, engine, y.channels()) : null;
  }

  @Override
  public void forward(float[] gram) {
    forth.run(y.memory, y.memory, this::bindForward);
    squares.sum(gram);
  }

  private Runnable bindForward() {
    dnnl_primitive_attr none = Primitive.noAttributes(scope);
    List<Primitive> products = new ArrayList<>();
    for (int i = 0; i < slabs.size(); i++) {
      OneDnnTensor rows = y.rows(slabs.get(i));
      products.add(
          MatrixProduct.of(scope, engine, rows.transposed(), rows.matrix(), squares.get(i), none));
    }
    return () -> engine.workers.run(products);
  }

  @Override
  public void backward(float[] k, Tensor dy) {
    if (split == null) {
      // A matrix serves both ways: G has gone out of it before K comes in.
      squares.get(0).put(0, k);
      back.run(y.memory, dy, () -> bind((OneDnnTensor) dy));
    } else {
      split.put(k);
      back.run(y.memory, dy, () -> bind((OneDnnTensor) dy, split));
    }
  }

  private Runnable bind(OneDnnTensor dy) {
    dnnl_primitive_attr add = Primitive.adding(scope);
    List<Primitive> sums = new ArrayList<>();
    for (Slab slab : slabs) {
      Memory response = y.rows(slab).matrix();
      Memory gradient = dy.rows(slab).matrix();
      sums.add(MatrixProduct.of(scope, engine, response, squares.get(0), gradient, add));
    }
    return () -> engine.workers.run(sums);
  }

  /** The same in pieces that stay in a processor's cache. */
  private Runnable bind(OneDnnTensor dy, SplitMatrix matrix) {
    List<List<Primitive>> sums = new ArrayList<>();
    for (Slab slab : slabs) {
      int most = Math.min(Widened.rows(y), slab.rows());
      OneDnnTensor part = new OneDnnTensor(scope, engine.handle, most, y.width(), y.channels());
      List<Primitive> steps = new ArrayList<>();
      for (Slab piece : slab.pieces(most)) {
        steps.addAll(matrix.multiply(y.rows(piece), dy.rows(piece), part.rows(0, piece.rows())));
      }
      sums.add(steps);
    }
    return () -> engine.workers.runEach(sums);
  }
}
