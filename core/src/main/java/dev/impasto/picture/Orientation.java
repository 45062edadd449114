package dev.impasto.picture;

/**
 * Turns pixels upright, as the EXIF orientation of a camera says: where the pixels of a file lie in
 * the upright picture, as numbers of pixels.
 *
 * @param origin where the first pixel of the file lies
 * @param column how far from each pixel of a row the next one lies
 * @param row how far from each row the next one lies
 */
record Orientation(int origin, int column, int row) {
  /**
   * The places of a file's pixels.
   *
   * @param orientation 1..8; 1 is upright
   * @param width columns as stored
   * @param height rows as stored
   */
  static Orientation of(int orientation, int width, int height) {
    int last = width * height - 1;
    return switch (orientation) {
      case 1 -> new Orientation(0, 1, width);
      case 2 -> new Orientation(width - 1, -1, width);
      case 3 -> new Orientation(last, -1, -width);
      case 4 -> new Orientation(last - width + 1, 1, -width);
      case 5 -> new Orientation(0, height, 1);
      case 6 -> new Orientation(height - 1, height, -1);
      case 7 -> new Orientation(last, -height, -1);
      case 8 -> new Orientation(last - height + 1, -height, 1);
      default -> throw new IllegalArgumentException("orientation " + orientation);
    };
  }

  /** Whether turning swaps width and height. */
  static boolean swapsSides(int orientation) {
    return orientation >= 5;
  }

  /**
   * Pixels turned upright.
   *
   * @param values {@code height x width x channels} values as stored
   * @param width columns as stored
   * @param height rows as stored
   * @param orientation 1..8; for 1 the array itself is returned
   */
  static float[] upright(float[] values, int width, int height, int channels, int orientation) {
    if (orientation == 1) {
      return values;
    }
    Orientation places = of(orientation, width, height);
    float[] turned = new float[values.length];
    int from = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = places.of(x, y) * channels;
        for (int c = 0; c < channels; c++) {
          turned[to + c] = values[from++];
        }
      }
    }
    return turned;
  }

  /** Where a pixel of the file lies in the upright picture. */
  int of(int x, int y) {
    return origin + x * column + y * row;
  }
}
