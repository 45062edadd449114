package dev.impasto.picture;

/** Turns pixels upright, as the EXIF orientation of a camera says. */
final class Orientation {
  private Orientation() {}

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
    int columns = swapsSides(orientation) ? height : width;
    int rows = swapsSides(orientation) ? width : height;
    float[] turned = new float[values.length];
    int to = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int fromX =
            switch (orientation) {
              case 2, 3 -> width - 1 - x;
              case 4 -> x;
              case 5, 6 -> y;
              case 7, 8 -> width - 1 - y;
              default -> throw new IllegalArgumentException("orientation " + orientation);
            };
        int fromY =
            switch (orientation) {
              case 2 -> y;
              case 3, 4 -> height - 1 - y;
              case 5, 8 -> x;
              default -> height - 1 - x;
            };
        int from = (fromY * width + fromX) * channels;
        for (int c = 0; c < channels; c++) {
          turned[to++] = values[from + c];
        }
      }
    }
    return turned;
  }
}
