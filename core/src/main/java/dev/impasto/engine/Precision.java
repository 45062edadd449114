package dev.impasto.engine;

import java.util.Locale;

/** What an engine keeps responses and their derivatives in, and computes them with. */
public enum Precision {
  /** {@link #BF16} where it is much faster on this processor. */
  AUTO,
  /** 32-bit floats: gradients within 2e-4 of double precision. */
  F32,
  /**
   * bf16, the upper half of 32-bit floats, for responses and their derivatives: half the memory.
   * Gradients through a network as wide as VGG-19 are within 2.5e-2 of double precision with
   * average pooling. Max pooling loses more, because rounding decides which value is the largest.
   * Gram matrices and losses stay 32-bit floats. Only on processors with instructions for it.
   */
  BF16;

  /** As it is written in the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
