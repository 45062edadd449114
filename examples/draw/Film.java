/** What a camera makes of light: its tones, and the glow around what is bright. */
final class Film {
  private Film() {}

  /** A film-like curve: a soft toe, a long shoulder. */
  static double tone(double x) {
    double y = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
    return Math.pow(Math.max(0, Math.min(1, y)), 1 / 2.2);
  }

  /** A picture out of focus: what scatters in a lens, as a share of the sharp one. */
  static V[] blur(V[] film, int width, int height, int radius) {
    V[] source = film;
    for (int pass = 0; pass < 4; pass++) {
      V[] result = new V[film.length];
      int across = pass % 2 == 0 ? 1 : width;
      int length = pass % 2 == 0 ? width : height;
      int lines = pass % 2 == 0 ? height : width;
      for (int line = 0; line < lines; line++) {
        int start = pass % 2 == 0 ? line * width : line;
        for (int i = 0; i < length; i++) {
          V sum = new V(0, 0, 0);
          for (int k = -radius; k <= radius; k++) {
            int at = Math.max(0, Math.min(length - 1, i + k));
            sum = sum.plus(source[start + at * across]);
          }
          result[start + i * across] = sum.times(1.0 / (2 * radius + 1));
        }
      }
      source = result;
    }
    return source;
  }
}
