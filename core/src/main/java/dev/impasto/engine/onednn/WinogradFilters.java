package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Makes of a convolution's weights, or of those of a part of its channels, 36 matrices with a row
 * for each of its outputs and a column for each of its inputs. They take four times the memory of
 * the weights, and little time, so that all but small ones are made anew for each use.
 */
final class WinogradFilters {
  private static final int MOST_PARTS = 64;

  private static final long MOST_KEPT = 5L << 19;

  /** The most that is made at a time, in bytes. */
  private static final long LARGEST_PART = 10L << 20;

  /** About as many weights are transformed at a time as a cache holds. */
  private static final int WEIGHTS = 1 << 16;

  private final OneDnnEngine engine;
  private final OneDnnFilters filters;
  private final int rows;
  private final int columns;
  private final boolean divided;
  private final int chunk;
  private final Memory matrices;
  private final Lane[] lanes;

  /** What one worker makes them with. */
  private record Lane(FloatBuffer taps, Memory result, Primitive transform) {}

  /**
   * Prepares it.
   *
   * @param derivative whether a part is one of the inputs, which come out of the derivative,
   *     instead of one of the outputs
   * @param matrices where they come
   * @param rooms for each worker, room for {@link #room} floats
   */
  WinogradFilters(
      Scope scope,
      OneDnnEngine engine,
      List<Scratchpad> scratchpads,
      OneDnnFilters filters,
      boolean derivative,
      int parts,
      Memory matrices,
      Memory[] rooms) {
    this.engine = engine;
    this.filters = filters;
    this.rows = filters.outputs() / (derivative ? 1 : parts);
    this.columns = filters.inputs() / (derivative ? parts : 1);
    this.divided = columns < filters.inputs();
    this.chunk = chunk(rows, columns, engine.workers.count());
    this.matrices = matrices;
    View views = new View(scope, engine);
    int n = chunk * columns;
    Memory factors = Memory.matrix(scope, engine.handle, Winograd.PRODUCTS, Winograd.TAPS);
    factors.put(0, Winograd.filter());
    this.lanes = new Lane[engine.workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      Memory taps = rooms[i];
      Memory result =
          views.of(matrices, 0, new long[] {Winograd.PRODUCTS, n}, (long) rows * columns, 1);
      lanes[i] =
          new Lane(
              taps.floats(0, n * Winograd.TAPS),
              result,
              MatrixProduct.of(
                  scope,
                  engine,
                  scratchpads.get(i),
                  factors,
                  views.of(taps, 0, new long[] {Winograd.TAPS, n}, 1, Winograd.TAPS),
                  result,
                  Primitive.noAttributes(scope)));
    }
  }

  /** So many rows at a time that all workers have as many. */
  private static int chunk(int rows, int columns, int workers) {
    int rounds = quotient((long) rows * columns * Winograd.TAPS, (long) WEIGHTS * workers);
    return quotient(rows, (long) rounds * workers);
  }

  private static int quotient(long whole, long part) {
    return Math.toIntExact((whole + part - 1) / part);
  }

  /** How many floats a worker needs room for: for the weights that it transforms at a time. */
  static long room(int rows, int columns, int workers) {
    return (long) chunk(rows, columns, workers) * columns * Winograd.TAPS;
  }

  /**
   * Into how many equal parts the matrices are divided, by the channels that come out; of the
   * derivative by those that come out there.
   */
  static int parts(int inputs, int outputs) {
    int parts = quotient(bytes(inputs, outputs), LARGEST_PART);
    while (parts < MOST_PARTS && (inputs % parts != 0 || outputs % parts != 0)) {
      parts++;
    }
    return parts < MOST_PARTS ? parts : 1;
  }

  private static long bytes(int inputs, int outputs) {
    return (long) Float.BYTES * Winograd.PRODUCTS * inputs * outputs;
  }

  /** Whether the matrices are so small that they are kept, and made only once. */
  static boolean kept(int inputs, int outputs) {
    return bytes(inputs, outputs) <= MOST_KEPT;
  }

  /** Makes those of a part. */
  void fill(int part) {
    engine.workers.run(
        quotient(rows, chunk),
        (i, lane) -> fill(part, Math.min(i * chunk, rows - chunk), lanes[lane]));
  }

  private void fill(int part, int row, Lane lane) {
    float[] weights = filters.weights();
    int line = columns * Winograd.TAPS;
    if (divided) {
      for (int i = 0; i < chunk; i++) {
        int from = ((row + i) * filters.inputs() + part * columns) * Winograd.TAPS;
        lane.taps.put(i * line, weights, from, line);
      }
    } else {
      lane.taps.put(0, weights, (part * rows + row) * line, chunk * line);
    }
    lane.result.move(matrices, (long) Float.BYTES * row * columns);
    lane.transform.run();
  }
}
