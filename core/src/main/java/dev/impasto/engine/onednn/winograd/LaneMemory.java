package dev.impasto.engine.onednn.winograd;

import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;

/**
 * The memory in which one thread takes blocks of tiles through the steps.
 *
 * @param context makes the thread's primitives
 * @param scratchpad of the thread's primitives
 * @param products the products of a block; before they are made, weights and rows at the edge
 * @param rest the tiles transformed down; later the products transformed back
 */
record LaneMemory(
    OneDnnContext context, PrimitiveScratchpad scratchpad, Memory products, Memory rest) {}
