package dev.impasto.engine;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * The engine to open, and the device, threads and precision that it computes with.
 *
 * @param name of the {@link EngineProvider}, such as {@code onednn}; {@code auto} for the first one
 *     found
 * @param device of that engine, such as {@code cpu}; {@code auto} for its first
 * @param threads how many threads it may compute with, 0 for as many as there are processors, to
 *     1024
 * @param precision what numbers it computes with
 */
public record EngineSpec(String name, String device, int threads, Precision precision) {
  /** Stands for the first engine or device found. */
  public static final String AUTO = "auto";

  /** Checks the number of threads. */
  public EngineSpec {
    require(
        threads >= 0 && threads <= Engine.MOST_THREADS,
        "the number of threads must be 0 (all) to %d, not %d",
        Engine.MOST_THREADS,
        threads);
  }

  /** The first engine found, on its first device. */
  public static EngineSpec of(int threads, Precision precision) {
    return new EngineSpec(AUTO, AUTO, threads, precision);
  }
}
