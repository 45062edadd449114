package dev.impasto.picture;

/** From values to the levels that files hold. */
final class Levels {
  private Levels() {}

  /**
   * The level nearest to a value.
   *
   * @param value clamped to 0..1
   * @param full the level of 1
   * @throws IllegalArgumentException if the value is not a number
   */
  static int of(float value, int full) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException("the picture has a value that is not a number");
    }
    // In double: a float times 65535 is rounded once too often.
    return (int) (Math.max(0.0, Math.min(1.0, value)) * full + 0.5);
  }
}
