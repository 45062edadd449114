package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.StridedMemory;

/**
 * Multiplies one thread's transformed tiles by the filters' matrices, {@code M = V U}, a row of six
 * places at a time: the cache holds so few tiles.
 */
final class WinogradProduct {
  private final Memory filters;
  private final Memory products;
  private final Memory a;
  private final Memory b;
  private final Memory c;
  private final Primitive multiply;
  private final long perFilters;
  private final long perProducts;

  /**
   * Prepares the products.
   *
   * @param memory its products receive 36 matrices of {@code block x out}
   * @param filters 36 matrices of {@code in x out}
   * @param transposed whether they are of {@code out x in}
   */
  WinogradProduct(
      LaneMemory memory, int block, int in, int out, Memory filters, boolean transposed) {
    OneDnnContext context = memory.context();
    Memory products = memory.products();
    this.filters = filters;
    this.products = products;
    this.perFilters = (long) Winograd.IN * in * out;
    this.perProducts = (long) Winograd.IN * block * out;
    long[] factors = {Winograd.IN, in, out};
    this.a =
        StridedMemory.of(
            context, products, 0, new long[] {Winograd.IN, block, in}, (long) block * in, in, 1);
    this.b =
        transposed
            ? StridedMemory.of(context, filters, 0, factors, (long) in * out, 1, in)
            : StridedMemory.of(context, filters, 0, factors, (long) in * out, out, 1);
    this.c =
        StridedMemory.of(
            context, products, 0, new long[] {Winograd.IN, block, out}, (long) block * out, out, 1);
    this.multiply = MatrixProduct.of(context, memory.scratchpad(), a, b, c);
  }

  /**
   * Computes row {@code i} of the products.
   *
   * @param tiles row i of the transformed tiles, 6 matrices of {@code block x in} from float {@code
   *     offset} on
   */
  void multiply(int i, Memory tiles, long offset) {
    a.move(tiles, Float.BYTES * offset);
    b.move(filters, Float.BYTES * perFilters * i);
    c.move(products, Float.BYTES * perProducts * i);
    multiply.run();
  }
}
