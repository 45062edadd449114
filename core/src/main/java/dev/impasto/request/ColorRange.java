package dev.impasto.request;

import java.util.Locale;

/** Whether the colors of the picture that is made stay between black and full intensity. */
public enum ColorRange {
  /** They may leave the range on the way; the result is cut to it when it is written. */
  FREE,
  /** After each step a color beyond an end of the range is set to that end. */
  PROJECT,
  /** Colors are a smooth function of what the optimizer moves, and never reach the ends. */
  SMOOTH;

  /** The name used on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
