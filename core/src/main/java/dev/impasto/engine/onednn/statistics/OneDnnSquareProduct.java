package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.SquareProduct;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;

/** Products of square matrices; each thread computes a range of the product's rows. */
public final class OneDnnSquareProduct implements SquareProduct {
  private final OneDnnContext context;
  private final Memory first;
  private final Memory second;
  private final Memory product;
  private final List<Primitive> plain = new ArrayList<>();
  private final List<Primitive> transposed = new ArrayList<>();

  /**
   * Allocates room for three matrices.
   *
   * @param n rows and columns
   */
  public OneDnnSquareProduct(OneDnnContext context, List<PrimitiveScratchpad> scratchpads, int n) {
    this.context = context;
    this.first = Memory.matrix(context, n, n);
    this.second = Memory.matrix(context, n, n);
    this.product = Memory.matrix(context, n, n);
    List<RowRange> shares = RowRange.shares(n, scratchpads.size());
    for (int i = 0; i < shares.size(); i++) {
      int from = shares.get(i).from();
      long[] size = {shares.get(i).rows(), n};
      long start = (long) from * n;
      Memory rows = StridedMemory.of(context, product, start, size, n, 1);
      plain.add(
          MatrixProduct.of(
              context,
              scratchpads.get(i),
              StridedMemory.of(context, first, start, size, n, 1),
              second,
              rows));
      transposed.add(
          MatrixProduct.of(
              context,
              scratchpads.get(i),
              StridedMemory.of(context, first, from, size, 1, n),
              second,
              rows));
    }
  }

  @Override
  public void multiply(float[] a, float[] b, float[] result) {
    run(plain, a, b, result);
  }

  @Override
  public void multiplyTransposed(float[] a, float[] b, float[] result) {
    run(transposed, a, b, result);
  }

  private void run(List<Primitive> parts, float[] a, float[] b, float[] result) {
    first.put(0, a);
    second.put(0, b);
    context.threads().run(parts);
    product.get(0, result);
  }
}
