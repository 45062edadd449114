package dev.impasto.internal.vgg;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Lays pieces of memory that are not all needed at the same time over one another.
 *
 * <p>Large pieces are placed first, each where the first gap is among those pieces that it shares a
 * step with ("greedy by size" of Pisarchyk and Lee, "Efficient Memory Management for Deep Neural
 * Net Inference", 2020).
 */
final class MemoryPlan {
  /** Pieces begin at multiples of this many values: of a cache line's. */
  private static final long ALIGNMENT = 16;

  private final List<Piece> pieces = new ArrayList<>();

  /** Some values that are needed at some steps. */
  static final class Piece {
    private final long size;
    private final BitSet steps = new BitSet();
    private long offset;

    private Piece(long size) {
      this.size = size;
    }

    /** Marks it as needed from one step to another, both included. */
    Piece during(int first, int last) {
      steps.set(first, last + 1);
      return this;
    }

    /** Where it begins; valid once {@link MemoryPlan#place} has been called. */
    long offset() {
      return offset;
    }

    private long end() {
      return offset + size;
    }
  }

  /** A piece of so many values, needed at no step yet. */
  Piece piece(long size) {
    Piece piece = new Piece((size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    pieces.add(piece);
    return piece;
  }

  /** Gives every piece its place; returns how many values all of them take together. */
  long place() {
    List<Piece> bySize = new ArrayList<>(pieces);
    bySize.sort(Comparator.comparingLong((Piece piece) -> piece.size).reversed());
    List<Piece> placed = new ArrayList<>();
    for (Piece piece : bySize) {
      piece.offset = 0;
      for (Piece other : placed) { // by their beginnings
        if (piece.end() <= other.offset) {
          break;
        }
        if (piece.steps.intersects(other.steps)) {
          piece.offset = Math.max(piece.offset, other.end());
        }
      }
      placed.add(piece);
      placed.sort(Comparator.comparingLong(Piece::offset));
    }
    return placed.stream().mapToLong(Piece::end).max().orElse(0);
  }
}
