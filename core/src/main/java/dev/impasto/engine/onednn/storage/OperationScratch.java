package dev.impasto.engine.onednn.storage;

import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import java.util.List;

/**
 * Memory that operations share which run one after another.
 *
 * @param room memory that an operation divides by itself
 * @param pads a scratchpad for each thread's primitives
 */
public record OperationScratch(OneDnnTensor room, List<PrimitiveScratchpad> pads) {}
