package dev.impasto.engine.onednn;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What operations compute in that run one after another.
 *
 * @param room for what they lay out themselves
 * @param pads one for each worker's primitives
 */
record OperationScratch(OneDnnTensor room, List<PrimitiveScratchpad> pads) {
  /** Scratchpads for an engine's workers. */
  static List<PrimitiveScratchpad> pads(Scope scope, OneDnnEngine engine) {
    return IntStream.range(0, engine.threads.count())
        .mapToObj(worker -> new PrimitiveScratchpad(scope, engine))
        .toList();
  }
}
