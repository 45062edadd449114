package dev.impasto.loss;

/** How several paintings count together. */
public enum StyleBlend {
  /** Their statistics are mixed, and the result is compared with the mixture: one new manner. */
  STATISTICS,

  /**
   * The result is compared with each painting, and the distances are added, each in proportion to
   * its painting's weight: a compromise between their manners.
   */
  LOSSES
}
