package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.engine.onednn.threads.EngineThreads;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Transforms a convolution's weights, or a part of them, {@code U = G g Gᵀ}, into 36 matrices. A
 * matrix has a row for each input channel and a column for each output channel of the convolution
 * or of its derivative. The matrices take four times the memory of the weights and little time, so
 * that only small ones are kept.
 */
final class WinogradFilters {
  private static final int MOST_PARTS = 64;

  /** The largest size of matrices that are kept, in bytes. */
  private static final long MOST_KEPT = 5L << 19;

  /** The largest size of matrices that are made at a time, in bytes. */
  private static final long LARGEST_PART = 10L << 20;

  /** The number of weights that are transformed at a time; a cache holds about as many. */
  private static final int WEIGHTS = 1 << 16;

  private final EngineThreads threads;
  private final OneDnnFilters filters;
  private final boolean derivative;
  private final int rows;
  private final int columns;
  private final int chunk;
  private final Memory matrices;
  private final Lane[] lanes;

  /** One thread's memory and transform. */
  private record Lane(FloatBuffer taps, Memory result, Primitive transform) {}

  /**
   * Prepares the transform.
   *
   * @param parts the number of parts that the matrices' columns are divided into
   * @param matrices receives a part of the matrices
   * @param rooms for each thread, memory of {@link #room} floats
   */
  WinogradFilters(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnFilters filters,
      boolean derivative,
      int parts,
      Memory matrices,
      Memory[] rooms) {
    this.threads = context.threads();
    this.filters = filters;
    this.derivative = derivative;
    this.rows = derivative ? filters.outputs() : filters.inputs();
    this.columns = (derivative ? filters.inputs() : filters.outputs()) / parts;
    this.chunk = chunk(rows, columns, context.threads().count());
    this.matrices = matrices;
    long taps = Winograd.TAPS;
    long all = (long) rows * columns;
    Memory factors = Memory.matrix(context, Winograd.PRODUCTS, taps);
    factors.put(0, Winograd.filter());
    Memory g =
        StridedMemory.of(
            context,
            factors,
            0,
            new long[] {1, Winograd.PRODUCTS, taps},
            Winograd.PRODUCTS * taps,
            taps,
            1);
    long[] form = {chunk, taps, columns};
    this.lanes = new Lane[context.threads().count()];
    for (int i = 0; i < lanes.length; i++) {
      Memory from =
          derivative
              ? StridedMemory.of(context, rooms[i], 0, form, taps * columns, 1, taps)
              : StridedMemory.of(context, rooms[i], 0, form, taps, 1, taps * chunk);
      Memory result =
          StridedMemory.of(
              context,
              matrices,
              0,
              new long[] {chunk, Winograd.PRODUCTS, columns},
              columns,
              all,
              1);
      lanes[i] =
          new Lane(
              rooms[i].floats(0, chunk * columns * Winograd.TAPS),
              result,
              MatrixProduct.of(context, scratchpads.get(i), g, from, result));
    }
  }

  /**
   * Returns all matrices of the derivative. They are made the first time, and kept with the
   * weights.
   */
  static Memory derivative(OneDnnFilters filters) {
    return filters.form(WinogradFilters.class, engine -> derivative(engine, filters));
  }

  private static Memory derivative(OneDnnContext context, OneDnnFilters filters) {
    int rows = filters.outputs();
    int columns = filters.inputs();
    int workers = context.threads().count();
    Memory made = Memory.matrix(context, Winograd.PRODUCTS, (long) rows * columns);
    try (Scope temporary = new Scope()) {
      OneDnnContext brief = context.with(temporary);
      Memory[] rooms = new Memory[workers];
      long floats = room(rows, columns, workers);
      Arrays.setAll(rooms, i -> Memory.matrix(brief, 1, floats));
      List<PrimitiveScratchpad> pads = PrimitiveScratchpad.forEachThread(brief);
      new WinogradFilters(brief, pads, filters, true, 1, made, rooms).fill(0);
    }
    return made;
  }

  /** Returns how many rows are transformed at a time. All threads have equally many such chunks. */
  private static int chunk(int rows, int columns, int workers) {
    int rounds = quotient((long) rows * columns * Winograd.TAPS, (long) WEIGHTS * workers);
    return quotient(rows, (long) rounds * workers);
  }

  private static int quotient(long whole, long part) {
    return Math.toIntExact((whole + part - 1) / part);
  }

  /** Returns how many floats of memory a thread needs for a part with so many rows and columns. */
  static long room(int rows, int columns, int workers) {
    return (long) chunk(rows, columns, workers) * columns * Winograd.TAPS;
  }

  /**
   * Returns the number of equal parts that the matrices' columns are divided into, in both
   * directions.
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

  /** Returns whether the matrices are so small that they are kept. */
  static boolean kept(int inputs, int outputs) {
    return bytes(inputs, outputs) <= MOST_KEPT;
  }

  /** Makes the matrices of a part. */
  void fill(int part) {
    threads.run(
        quotient(rows, chunk),
        (i, lane) -> fill(part, Math.min(i * chunk, rows - chunk), lanes[lane]));
  }

  private void fill(int part, int row, Lane lane) {
    // The weights are ordered by output, then by input.
    int outputs = derivative ? chunk : columns;
    int inputs = derivative ? columns : chunk;
    int firstOutput = derivative ? row : part * columns;
    int firstInput = derivative ? part * columns : row;
    int line = inputs * Winograd.TAPS;
    for (int i = 0; i < outputs; i++) {
      int from = ((firstOutput + i) * filters.inputs() + firstInput) * Winograd.TAPS;
      lane.taps.put(i * line, filters.weights(), from, line);
    }
    lane.result.move(matrices, (long) Float.BYTES * row * columns);
    lane.transform.run();
  }
}
