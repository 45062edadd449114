package dev.impasto.engine.onednn.winograd;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;

import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.Reorder;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * Transforms one thread's products, {@code Y = Aᵀ M A}, by one matrix product, followed by bias and
 * ReLU, and copies the tiles to their places in the tensor.
 */
final class WinogradOutput {
  private final OneDnnTensor destination;
  private final WinogradTiles tiles;
  private final int channels;
  private final @Nullable Memory biases;
  private final @Nullable Memory bias;
  private final Primitive transform;
  private final Memory results;
  private final Map<Form, Copy> copies = new HashMap<>();

  /** Some tiles side by side, and how much of each lies within the tensor. */
  private record Form(int tiles, int rows, int columns) {}

  /** Copies tiles of one form; both memories are moved to the tiles before. */
  private record Copy(Memory from, Memory to, Primitive reorder) {}

  /**
   * Prepares the transform.
   *
   * @param memory holds the products of a block; its rest receives {@link #results} floats
   * @param matrix the Kronecker product of Aᵀ with itself
   * @param channels the number of the destination's channels that are made at a time
   * @param biases is added before the ReLU; null for neither
   */
  WinogradOutput(
      LaneMemory memory,
      OneDnnTensor destination,
      WinogradTiles tiles,
      Memory matrix,
      int channels,
      @Nullable Memory biases) {
    OneDnnContext context = memory.context();
    this.destination = destination;
    this.tiles = tiles;
    this.channels = channels;
    this.biases = biases;
    this.results = memory.rest();
    long square = Winograd.OUT * Winograd.OUT;
    long all = (long) tiles.block() * channels;
    this.bias =
        biases == null
            ? null
            : StridedMemory.of(context, biases, 0, new long[] {1, 1, channels}, 1, 1, 1);
    dnnl_primitive_attr attributes =
        bias == null
            ? PrimitiveAttributes.none(context)
            : PrimitiveAttributes.of(
                context, after -> dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0, 0));
    this.transform =
        MatrixProduct.of(
            context,
            memory.scratchpad(),
            StridedMemory.of(
                context,
                matrix,
                0,
                new long[] {1, square, Winograd.PRODUCTS},
                square * Winograd.PRODUCTS,
                Winograd.PRODUCTS,
                1),
            StridedMemory.of(
                context,
                memory.products(),
                0,
                new long[] {tiles.block(), Winograd.PRODUCTS, channels},
                channels,
                all,
                1),
            bias,
            StridedMemory.of(
                context,
                results,
                0,
                new long[] {tiles.block(), square, channels},
                channels,
                all,
                1),
            attributes);
    int last = tiles.firstColumn(tiles.blocksAcross() - 1);
    for (int row : new int[] {0, tiles.rows() - 1}) {
      for (int column : new int[] {0, last}) {
        pieces(row, column, (form, skipped) -> copies.computeIfAbsent(form, f -> copy(context, f)));
      }
    }
  }

  /** Returns the number of floats of a block's results. */
  static long results(WinogradTiles tiles, int channels) {
    return (long) Winograd.OUT * Winograd.OUT * tiles.block() * channels;
  }

  /** Receives a piece of a row of tiles. */
  private interface Piece {
    void take(Form form, int skipped);
  }

  /** Divides a block's row of tiles into the whole tiles, and one that the border may cut. */
  private void pieces(int tileRow, int tileColumn, Piece piece) {
    int rows = Math.min(Winograd.OUT, destination.height() - Winograd.OUT * tileRow);
    int columns = destination.width() - Winograd.OUT * tileColumn;
    int whole = Math.min(tiles.across(), columns / Winograd.OUT);
    if (whole > 0) {
      piece.take(new Form(whole, rows, Winograd.OUT), 0);
    }
    if (whole < tiles.across() && columns % Winograd.OUT > 0) {
      piece.take(new Form(1, rows, columns % Winograd.OUT), whole);
    }
  }

  private Copy copy(OneDnnContext context, Form form) {
    long line = (long) destination.width() * destination.channels();
    long all = (long) tiles.block() * channels;
    long[] dimensions = {form.rows, form.columns, form.tiles, channels};
    Memory from =
        StridedMemory.of(context, results, 0, dimensions, Winograd.OUT * all, all, channels, 1);
    Memory to =
        Memory.share(
            context,
            Descriptors.strided(
                context,
                destination.type(),
                dimensions,
                new long[] {
                  line, destination.channels(), (long) Winograd.OUT * destination.channels(), 1
                }),
            destination.memory());
    return new Copy(from, to, Reorder.of(context, from, to));
  }

  /** Writes a part of the channels of a block of tiles. */
  void transform(int tileRow, int tileColumn, int part) {
    if (biases != null && bias != null) {
      bias.move(biases, (long) Float.BYTES * part * channels);
    }
    transform.run();
    for (int i = 0; i < tiles.rows(tileRow); i++) {
      int row = i;
      long line = (long) Winograd.OUT * (tileRow + i) * destination.width();
      pieces(
          tileRow + i,
          tileColumn,
          (form, skipped) -> {
            Copy copy = Objects.requireNonNull(copies.get(form));
            copy.from.move(
                results, (long) Float.BYTES * (row * tiles.across() + skipped) * channels);
            long position = line + (long) Winograd.OUT * (tileColumn + skipped);
            long value = position * destination.channels() + (long) part * channels;
            copy.to.move(destination.memory(), value * destination.type().bytes());
            copy.reorder.run();
          });
    }
  }
}
