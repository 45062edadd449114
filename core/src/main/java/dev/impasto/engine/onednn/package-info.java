/** The engine for CPUs: oneDNN, 32-bit floats or bf16, NHWC. Internal. */
package dev.impasto.engine.onednn;
