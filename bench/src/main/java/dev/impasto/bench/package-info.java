/** Measurements of the engine and of whole runs. */
@NullMarked
package dev.impasto.bench;

import org.jspecify.annotations.NullMarked;
