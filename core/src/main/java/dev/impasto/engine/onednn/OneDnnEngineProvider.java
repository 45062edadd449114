package dev.impasto.engine.onednn;

import dev.impasto.engine.Engine;
import dev.impasto.engine.EngineProvider;
import dev.impasto.engine.EngineSpec;
import java.util.List;

/** Opens {@link OneDnnEngine}s. */
public final class OneDnnEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public List<String> devices() {
    return List.of("cpu");
  }

  @Override
  public Engine open(EngineSpec spec) {
    return new OneDnnEngine(spec.threads(), spec.precision());
  }
}
