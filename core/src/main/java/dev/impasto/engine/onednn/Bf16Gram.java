package dev.impasto.engine.onednn;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

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
  private final Squares squares;
  private final Memory k;
  private final Bound forth = new Bound();
  private final Bound back = new Bound();

  /** What one worker computes with: its rows, in pieces, and the sum over them. */
  private record Lane(List<Slab> pieces, int most, Widened response, Memory square) {}

  Bf16Gram(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.scope = scope;
    this.engine = engine;
    this.y = y;
    List<Slab> slabs = Slab.of(y.height(), engine.workers.count());
    this.squares = new Squares(scope, engine, slabs.size(), y.channels());
    this.k = Squares.square(scope, engine, y.channels());
    for (Slab slab : slabs) {
      int most = Math.min(Widened.rows(y), slab.rows());
      lanes.add(
          new Lane(
              slab.pieces(most),
              most,
              new Widened(scope, engine, y, false, most),
              squares.get(lanes.size())));
    }
  }

  /** The response may have been moved since. */
  private Runnable bindForward() {
    List<List<Primitive>> sums = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Primitive> steps = new ArrayList<>();
      for (Slab piece : lane.pieces) {
        lane.response.read(piece.from(), piece.to()).ifPresent(steps::add);
        steps.add(product(lane, piece));
      }
      sums.add(steps);
    }
    return () -> engine.workers.runEach(sums);
  }

  /** {@code square += Yᵀ Y} over a piece's rows; the first sets it. */
  private Primitive product(Lane lane, Slab piece) {
    OneDnnTensor rows = lane.response.rows(piece.from(), piece.to());
    boolean first = piece.equals(lane.pieces.get(0));
    return MatrixProduct.of(
        scope,
        engine,
        rows.transposed(),
        rows.matrix(),
        lane.square,
        first ? Primitive.noAttributes(scope) : Primitive.adding(scope));
  }

  @Override
  public void forward(float[] gram) {
    forth.run(y.memory, y.memory, this::bindForward);
    squares.sum(gram);
  }

  @Override
  public void backward(float[] values, Tensor dy) {
    k.put(0, values);
    back.run(y.memory, dy, () -> bind((OneDnnTensor) dy));
  }

  private Runnable bind(OneDnnTensor dy) {
    List<List<Primitive>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      Widened gradient = new Widened(scope, engine, dy, false, lane.most);
      List<Primitive> steps = new ArrayList<>();
      for (Slab piece : lane.pieces) {
        int from = piece.from();
        int to = piece.to();
        lane.response.read(from, to).ifPresent(steps::add);
        gradient.read(from, to).ifPresent(steps::add);
        steps.add(
            MatrixProduct.of(
                scope,
                engine,
                lane.response.rows(from, to).matrix(),
                k,
                gradient.rows(from, to).matrix(),
                Primitive.adding(scope)));
        gradient.write(from, to).ifPresent(steps::add);
      }
      all.add(steps);
    }
    return () -> engine.workers.runEach(all);
  }
}
