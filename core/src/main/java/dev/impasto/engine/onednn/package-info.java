/** The engine for CPUs: oneDNN, 32-bit floats, NHWC. Internal. */
package dev.impasto.engine.onednn;
