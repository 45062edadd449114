/** Tensors and filters in memory, and their values as 32-bit floats, however they are stored. */
package dev.impasto.engine.onednn.storage;
