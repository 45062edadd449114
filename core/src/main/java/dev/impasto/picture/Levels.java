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

  /**
   * The levels of a row of a picture: of each pixel red, green, blue, and alpha where the picture
   * has it.
   *
   * @param levels receives them
   * @throws IllegalArgumentException if a value is not a number
   */
  static void row(Picture picture, int y, int full, int[] levels) {
    float[] rgb = picture.rgb();
    float[] alpha = picture.alpha().orElse(null);
    int to = 0;
    for (int pixel = y * picture.width(); to < levels.length; pixel++) {
      for (int c = 0; c < 3; c++) {
        levels[to++] = of(rgb[3 * pixel + c], full);
      }
      if (alpha != null) {
        levels[to++] = of(alpha[pixel], full);
      }
    }
  }
}
