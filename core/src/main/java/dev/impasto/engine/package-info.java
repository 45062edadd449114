/**
 * What a network's evaluation needs of a processor: tensors, and a handful of operations that each
 * hold their derivative beside them. An engine for another processor implements {@link
 * dev.impasto.engine.EngineProvider} and what it leads to.
 */
package dev.impasto.engine;
