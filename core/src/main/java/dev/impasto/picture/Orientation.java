package dev.impasto.picture;

/**
 * How a picture is turned upright, as the EXIF orientation of a camera says.
 *
 * @param swapsSides whether rows become columns; that comes first
 * @param mirrored whether columns then go from right to left
 * @param upsideDown whether rows then go from bottom to top
 */
record Orientation(boolean swapsSides, boolean mirrored, boolean upsideDown) {
  /**
   * Of an EXIF orientation.
   *
   * @param orientation 1..8; 1 is upright
   */
  static Orientation of(int orientation) {
    return switch (orientation) {
      case 1 -> new Orientation(false, false, false);
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> throw new IllegalArgumentException("orientation " + orientation);
    };
  }
}
