/** The losses themselves, value and derivative side by side, and the statistics they compare. */
package dev.impasto.internal.loss;
