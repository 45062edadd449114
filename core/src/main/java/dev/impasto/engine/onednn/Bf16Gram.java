package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * The Gram matrix of a bf16 response, in 32-bit floats: a few rows at a time are widened and
 * multiplied while they are in the cache. Products of bf16 matrices would round K, and a Gram
 * matrix in bf16 doubles the gradient's error.
 */
final class Bf16Gram implements GramOperation {
  private final Scope scope;
  private final OneDnnEngine engine;
  private final OneDnnTensor y;
  private final List<Lane> lanes = new ArrayList<>();
  private final Memory k;
  private final float[] one;
  private final Bound forth = new Bound();
  private final Bound back = new Bound();

  /** What one worker computes with: its rows, in pieces, and the sum over them. */
  private record Lane(List<Slab> pieces, int most, Memory square) {}

  Bf16Gram(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.y = y;
    this.k = square();
    this.one = new float[Math.multiplyExact(y.channels(), y.channels())];
    for (Slab slab : Slab.of(y.height(), engine.workers.count())) {
      int most = Math.min(Widened.rows(y), slab.rows());
      lanes.add(new Lane(slab.pieces(most), most, square()));
    }
  }

  /** The response may have been moved since. */
  private Runnable bindForward() {
    List<List<Primitive>> sums = new ArrayList<>();
    for (Lane lane : lanes) {
      Widened response = new Widened(scope, engine, y, false, lane.most);
      List<Primitive> steps = new ArrayList<>();
      for (Slab piece : lane.pieces) {
        response.read(piece.from(), piece.to()).ifPresent(steps::add);
        steps.add(product(lane, response, piece));
      }
      sums.add(steps);
    }
    return () -> engine.workers.runEach(sums);
  }

  private Memory square() {
    long c = y.channels();
    return Memory.allocate(scope, engine.handle, Descriptors.matrix(scope, c, c, c, 1));
  }

  /** {@code square += Yᵀ Y} over a piece's rows; the first sets it. */
  private Primitive product(Lane lane, Widened response, Slab piece) {
    OneDnnTensor rows = response.rows(piece.from(), piece.to());
    boolean first = piece.equals(lane.pieces.get(0));
    return MatrixProduct.of(
        scope,
        engine,
        rows.transposed(),
        rows.matrix(),
        lane.square,
        first ? Primitive.noAttributes(scope) : add());
  }

  private dnnl_primitive_attr add() {
    return Primitive.attributes(
        scope, after -> dnnl_post_ops_append_sum(after, 1f, 0, dnnl_data_type_undef));
  }

  @Override
  public void forward(float[] gram) {
    forth.run(y.memory, y.memory, this::bindForward);
    Arrays.fill(gram, 0);
    for (Lane lane : lanes) {
      lane.square.get(0, one);
      for (int i = 0; i < gram.length; i++) {
        gram[i] += one[i];
      }
    }
  }

  @Override
  public void backward(float[] values, Tensor dy) {
    k.put(0, values);
    back.run(y.memory, dy, () -> bind((OneDnnTensor) dy));
  }

  private Runnable bind(OneDnnTensor dy) {
    List<List<Primitive>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      Widened response = new Widened(scope, engine, y, false, lane.most);
      Widened gradient = new Widened(scope, engine, dy, false, lane.most);
      List<Primitive> steps = new ArrayList<>();
      for (Slab piece : lane.pieces) {
        int from = piece.from();
        int to = piece.to();
        response.read(from, to).ifPresent(steps::add);
        gradient.read(from, to).ifPresent(steps::add);
        steps.add(
            MatrixProduct.of(
                scope,
                engine,
                response.rows(from, to).matrix(),
                k,
                gradient.rows(from, to).matrix(),
                add()));
        gradient.write(from, to).ifPresent(steps::add);
      }
      all.add(steps);
    }
    return () -> engine.workers.runEach(all);
  }
}
