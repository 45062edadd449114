/** oneDNN's objects as Java's: their owner, memory and its descriptions, and primitives. */
package dev.impasto.engine.onednn.binding;
