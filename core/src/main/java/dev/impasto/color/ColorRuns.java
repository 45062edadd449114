package dev.impasto.color;

import dev.impasto.storage.Floats;

/** Goes through the colors of a picture, wherever they lie, from the first to the last. */
final class ColorRuns {
  private static final int COLORS = 3;
  private static final int PIXELS = 1 << 13;

  private ColorRuns() {}

  /** Looks at a run of pixels. */
  @FunctionalInterface
  interface Look {
    /**
     * Looks at it.
     *
     * @param first the number of its first pixel
     * @param colors three values a pixel
     */
    void at(long first, float[] colors);
  }

  /** Shows all pixels, run by run. */
  static void each(Floats colors, Look look) {
    float[] run = new float[COLORS * PIXELS];
    for (long at = 0; at < colors.length(); at += run.length) {
      if (colors.length() - at < run.length) {
        run = new float[(int) (colors.length() - at)];
      }
      colors.read(at, run, 0, run.length);
      look.at(at / COLORS, run);
    }
  }
}
