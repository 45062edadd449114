/** Maximum and average pooling. */
package dev.impasto.engine.onednn.pooling;
