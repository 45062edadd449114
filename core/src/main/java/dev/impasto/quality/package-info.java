/** Figures of a repainted picture that no network takes part in. */
package dev.impasto.quality;
