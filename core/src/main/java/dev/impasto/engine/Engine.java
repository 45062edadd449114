package dev.impasto.engine;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.parallel.Parallel;
import java.util.ServiceLoader;

/**
 * A processor with its library of operations.
 *
 * <p>An engine is used by one thread at a time. Closing it frees what its {@link Filters} hold;
 * workspaces must be closed before.
 */
public interface Engine extends AutoCloseable {
  /** More than any machine has; far more end the process, as each needs a stack. */
  int MOST_THREADS = 1024;

  /**
   * Opens the first engine found, to compute in 32-bit floats.
   *
   * @param threads how many threads it may compute with, or 0 for as many as there are processors
   */
  static Engine open(int threads) {
    return open(threads, Precision.F32);
  }

  /**
   * Opens the first engine found.
   *
   * @param threads how many threads it may compute with, or 0 for as many as there are processors
   * @param precision what it computes with; {@link #precision()} then says what {@link
   *     Precision#AUTO} has become, after a measurement that takes some hundredths of a second
   *     where the processor has instructions for bf16
   * @throws dev.impasto.problem.InvalidInputException if {@code threads} is out of range, or this
   *     processor cannot compute with that precision
   */
  static Engine open(int threads, Precision precision) {
    require(
        threads >= 0 && threads <= MOST_THREADS,
        "the number of threads must be 0 (all) to %d, not %d",
        MOST_THREADS,
        threads);
    return ServiceLoader.load(EngineProvider.class, Engine.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no engine is on the class path"))
        .open(threads, precision);
  }

  /**
   * The library and its version, the processor features that it uses, what it computes with, and
   * the threads.
   */
  String description();

  /** What it computes with: {@link Precision#F32} or {@link Precision#BF16}. */
  Precision precision();

  /**
   * Prepares the numbers of one 3x3 convolution for use in any workspace.
   *
   * @param inputs channels that come in
   * @param outputs filters
   * @param weights {@code outputs x inputs x 3 x 3} values; kept, not to be modified
   * @param bias {@code outputs} values
   */
  Filters filters(int inputs, int outputs, float[] weights, float[] bias);

  /** Its threads, lent to whoever divides a loop over pixels among them between evaluations. */
  Parallel parallel();

  /** Opens a workspace: the owner of all memory for one picture size. */
  Workspace workspace();

  @Override
  void close();
}
