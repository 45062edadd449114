/** Tests of what the engine's own tests cannot choose. */
package dev.impasto.engine.onednn;
