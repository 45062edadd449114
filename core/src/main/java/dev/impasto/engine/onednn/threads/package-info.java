/** The engine's threads, and the shares of an operation that they take. */
package dev.impasto.engine.onednn.threads;
