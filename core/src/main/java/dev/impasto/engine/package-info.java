/**
 * The operations that a processor computes for a network: tensors, and a handful of operations,
 * each with its derivative beside it. An engine for another processor implements {@link
 * dev.impasto.engine.EngineProvider}, {@link dev.impasto.engine.Engine} and the interfaces that
 * these return.
 */
package dev.impasto.engine;
