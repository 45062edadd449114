/** Measurements of the engine and of whole runs. */
package dev.impasto.bench;
