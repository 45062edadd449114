package dev.impasto.engine;

import java.util.List;

/** Opens engines of one kind; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The engine's short name, such as {@code onednn}. */
  String name();

  /** The devices that it can compute on, such as {@code cpu}; the usual one first. */
  List<String> devices();

  /**
   * Opens an engine.
   *
   * @param spec names one of {@link #devices()}, or {@link EngineSpec#AUTO}
   * @throws dev.impasto.problem.InvalidInputException if the device cannot compute with that
   *     precision
   */
  Engine open(EngineSpec spec);
}
