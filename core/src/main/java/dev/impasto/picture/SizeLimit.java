package dev.impasto.picture;

import dev.impasto.problem.InvalidInputException;
import java.util.Locale;

/**
 * The largest picture that is decoded: a file of 100 bytes can claim to be one of 30 GB.
 *
 * @param file the file, as messages name it
 * @param pixels the largest allowed number of pixels
 */
record SizeLimit(String file, long pixels) {
  /** The most pixels of which four values each fit in one array. */
  static final long MOST = (Integer.MAX_VALUE - 8) / 4;

  /**
   * Checks the size that a header claims; to be called before pixels are decoded or memory is
   * taken.
   *
   * @throws InvalidInputException if it is larger than allowed
   */
  void check(long width, long height) {
    double claimed = (double) width * height;
    double allowed = (double) Math.min(pixels, MOST);
    if (claimed > allowed) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s is %d x %d pixels (%s megapixels): the limit is %s megapixels%s",
              file,
              width,
              height,
              mega(claimed),
              mega(allowed),
              pixels < MOST ? ", raise it with --max-pixels" : ""));
    }
  }

  private static String mega(double count) {
    double millions = count / 1e6;
    return millions < 10
        ? String.format(Locale.ROOT, "%.3g", millions)
        : String.format(Locale.ROOT, "%.0f", millions);
  }
}
