package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Transforms one thread's tiles of a tensor, {@code V = Bᵀ d B}, by matrix products: first down,
 * {@code Bᵀ d}, then across. Neighboring tiles overlap, so that one product transforms every other
 * tile, and a second one the tiles between.
 */
final class WinogradInput {
  /** The number of values that are copied at a time. */
  private static final int PIECE = 1 << 11;

  private static final float[] ZEROS = new float[PIECE];

  private final RowValues[] rows;
  private final int width;
  private final WinogradTiles tiles;
  private final int channels;
  private final int length;
  private final boolean direct;
  private final int line;
  private final Memory tensor;
  private final Memory edge;
  private final FloatBuffer edgeValues;
  private final float[] piece = new float[PIECE];
  private final Memory half;
  private final FloatBuffer halfValues;
  private final Map<Span, Down> down = new HashMap<>();
  private final Memory[] sources = new Memory[2];
  private final Memory[] results = new Memory[2];
  private final Primitive[] across = new Primitive[2];

  /** The columns of a block's positions that lie within the tensor. */
  private record Span(int from, int to) {}

  /** Transforms the rows of one span down; {@code from} is moved to them before. */
  private record Down(Memory from, Primitive[] steps) {}

  /**
   * Prepares the transform.
   *
   * @param memory its rest holds {@link #half} floats, a block's tiles transformed down, and its
   *     products hold {@link #edge} floats, rows that are not all within the tensor
   * @param matrix Bᵀ
   */
  WinogradInput(LaneMemory memory, OneDnnTensor source, WinogradTiles tiles, Memory matrix) {
    OneDnnContext context = memory.context();
    PrimitiveScratchpad scratchpad = memory.scratchpad();
    this.rows = source.rowValues();
    this.width = source.width();
    this.tiles = tiles;
    this.channels = source.channels();
    this.length = length(tiles, channels);
    this.direct = source.type() == ElementType.F32;
    this.line = source.width() * channels;
    this.tensor = source.memory();
    this.edge = memory.products();
    this.edgeValues = edge.floats(0, edge(tiles, channels));
    this.half = memory.rest();
    this.halfValues = half.floats(0, half(tiles, channels));
    long n = Winograd.IN;
    Memory once = StridedMemory.of(context, matrix, 0, new long[] {n, n}, n, 1);
    for (int block = 0; block < tiles.blocksAcross(); block++) {
      Span span = span(left(tiles.firstColumn(block)));
      long columns = (long) (span.to - span.from) * channels;
      Memory from = StridedMemory.of(context, edge, 0, new long[] {n, columns}, line, 1);
      Primitive[] steps = new Primitive[tiles.down()];
      for (int i = 0; i < tiles.down(); i++) {
        long at = i * n * length + (long) span.from * channels;
        Memory to = StridedMemory.of(context, half, at, new long[] {n, columns}, length, 1);
        steps[i] = MatrixProduct.of(context, scratchpad, once, from, to);
      }
      down.put(span, new Down(from, steps));
    }
    long pairs = tiles.across() / 2;
    Memory each = StridedMemory.of(context, matrix, 0, new long[] {1, 1, n, n}, n * n, n * n, n, 1);
    long[] form = {tiles.down(), pairs, n, channels};
    for (int odd = 0; odd < 2; odd++) {
      sources[odd] =
          StridedMemory.of(
              context, half, 0, form, n * length, 2L * Winograd.OUT * channels, channels, 1);
      long row = (long) tiles.across() * channels;
      results[odd] =
          StridedMemory.of(context, half, 0, form, row, 2L * channels, tiles.down() * row, 1);
      across[odd] = MatrixProduct.of(context, scratchpad, each, sources[odd], results[odd]);
    }
  }

  private static int length(WinogradTiles tiles, int channels) {
    return (Winograd.OUT * tiles.across() + Winograd.IN - Winograd.OUT) * channels;
  }

  /** Returns the number of floats of a block's tiles that are transformed down. */
  static int half(WinogradTiles tiles, int channels) {
    return tiles.down() * Winograd.IN * length(tiles, channels);
  }

  /**
   * Returns the number of floats of six rows of positions, with the distance between rows that the
   * tensor has.
   */
  static int edge(WinogradTiles tiles, int channels) {
    return Winograd.IN * tiles.width() * channels;
  }

  /** Transforms a block of tiles down. */
  void down(int tileRow, int tileColumn) {
    int left = left(tileColumn);
    Span span = span(left);
    Down way = Objects.requireNonNull(down.get(span));
    for (int i = 0; i < tiles.rows(tileRow); i++) {
      int top = Winograd.OUT * (tileRow + i) - 1;
      if (direct && top >= 0 && top + Winograd.IN <= rows.length) {
        long position = (long) top * width + left + span.from;
        way.from.move(tensor, Float.BYTES * position * channels);
      } else {
        read(top, left + span.from, span.to - span.from);
        way.from.move(edge, 0);
      }
      way.steps[i].run();
      clear(i, span);
    }
  }

  /**
   * Transforms row {@code i} of the tiles across.
   *
   * @param v receives 6 x block x channels floats, from float {@code offset} on
   */
  void across(int i, Memory v, long offset) {
    for (int odd = 0; odd < 2; odd++) {
      long from = (long) i * length + (long) odd * Winograd.OUT * channels;
      sources[odd].move(half, Float.BYTES * from);
      results[odd].move(v, Float.BYTES * (offset + (long) odd * channels));
      across[odd].run();
    }
  }

  /** Returns the first column of positions that a tile depends on. */
  private static int left(int tileColumn) {
    return Winograd.OUT * tileColumn - 1;
  }

  private Span span(int left) {
    return new Span(Math.max(0, -left), Math.min(length / channels, width - left));
  }

  /** Sets columns beyond the border to zero, which they are when transformed down as well. */
  private void clear(int row, Span span) {
    for (int i = 0; i < Winograd.IN; i++) {
      int at = (row * Winograd.IN + i) * length;
      clear(halfValues, at, at + span.from * channels);
      clear(halfValues, at + span.to * channels, at + length);
    }
  }

  /** Reads six rows as 32-bit floats, with zeros beyond the border. */
  private void read(int top, int left, int columns) {
    for (int i = 0; i < Winograd.IN; i++) {
      int y = top + i;
      int to = i * line;
      int end = to + columns * channels;
      if (y < 0 || y >= rows.length) {
        clear(edgeValues, to, end);
      } else {
        for (int from = left * channels; to < end; to += PIECE, from += PIECE) {
          int count = Math.min(PIECE, end - to);
          rows[y].get(from, piece, 0, count);
          edgeValues.put(to, piece, 0, count);
        }
      }
    }
  }

  private static void clear(FloatBuffer values, int from, int end) {
    for (int at = from; at < end; at += PIECE) {
      values.put(at, ZEROS, 0, Math.min(PIECE, end - at));
    }
  }
}
