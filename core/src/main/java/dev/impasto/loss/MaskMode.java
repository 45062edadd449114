package dev.impasto.loss;

import java.util.Locale;

/**
 * Which positions of a layer belong to a region of a picture's pixels (Gatys et al., "Controlling
 * Perceptual Factors in Neural Style Transfer", CVPR 2017, section 4.1). A position sees many
 * pixels, the deeper its layer the more.
 */
public enum MaskMode {
  /** As much as the pixels that its poolings cover belong to it, on average. */
  SIMPLE,
  /** Only those that see nothing but the region. Where a layer has none of them, as SIMPLE. */
  INSIDE,
  /** All that see any of the region. */
  ALL;

  /** As it is written in the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
