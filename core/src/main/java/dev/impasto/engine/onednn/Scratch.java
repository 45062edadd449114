package dev.impasto.engine.onednn;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What operations compute in that run one after another.
 *
 * @param room for what they lay out themselves
 * @param pads one for each worker's primitives
 */
record Scratch(OneDnnTensor room, List<Scratchpad> pads) {
  /** Scratchpads for an engine's workers. */
  static List<Scratchpad> pads(Scope scope, OneDnnEngine engine) {
    return IntStream.range(0, engine.workers.count())
        .mapToObj(worker -> new Scratchpad(scope, engine))
        .toList();
  }
}
