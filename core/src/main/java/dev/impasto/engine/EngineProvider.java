package dev.impasto.engine;

/** Opens engines of one kind; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The engine's short name, such as {@code onednn}. */
  String name();

  /**
   * Opens an engine.
   *
   * @param threads how many threads it may compute with, or 0 for as many as there are processors
   * @param precision what it computes with
   * @throws dev.impasto.problem.InvalidInputException if this processor cannot compute with that
   */
  Engine open(int threads, Precision precision);
}
