/** Convolution with bias and ReLU, the algorithms other than Winograd's, and the choice of one. */
package dev.impasto.engine.onednn.convolution;
