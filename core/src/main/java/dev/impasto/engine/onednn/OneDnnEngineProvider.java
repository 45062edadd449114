package dev.impasto.engine.onednn;

import dev.impasto.engine.Engine;
import dev.impasto.engine.EngineProvider;
import dev.impasto.engine.Precision;

/** Opens {@link OneDnnEngine}s. */
public final class OneDnnEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Engine open(int threads, Precision precision) {
    return new OneDnnEngine(threads, precision);
  }
}
