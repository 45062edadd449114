package dev.impasto.picture;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Storage;
import java.io.IOException;
import java.util.Locale;

/**
 * The largest picture that is decoded: a file of 100 bytes can claim to be one of 30 GB.
 *
 * @param file the file, as messages name it
 * @param pixels the largest allowed number of pixels
 * @param bytes the length of the file
 */
record SizeLimit(String file, long pixels, long bytes) {
  /** The most pixels whose colors fit in one array. */
  private static final long MOST_IN_HEAP = (Integer.MAX_VALUE - 8) / 3;

  /** As many pixels any file may have, as formats code one color on and on with no bytes at all. */
  private static final long PLAIN = 1 << 23;

  /** A byte of LZW codes no more of a picture, and no other coding of pictures does as well. */
  private static final long PIXELS_PER_BYTE = 4096;

  /** The limit of a picture that is to lie in a storage. */
  static SizeLimit of(String file, long pixels, Storage storage, long bytes) {
    return new SizeLimit(file, Math.min(pixels, most(storage)), bytes);
  }

  /**
   * Checks the size that a header claims; to be called before pixels are decoded or memory is
   * taken.
   *
   * @throws InvalidInputException if it is larger than allowed
   * @throws IOException if the file is too short to hold as much
   */
  void check(long width, long height) throws IOException {
    double claimed = (double) width * height;
    if (claimed > (double) pixels) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s is %d x %d pixels (%s megapixels): the limit is %s megapixels%s",
              file,
              width,
              height,
              mega(claimed),
              mega((double) pixels),
              pixels < MOST_IN_HEAP ? ", raise it with --max-pixels" : ""));
    }
    if (claimed > PLAIN) {
      checkBytes(width, height, bytes, PIXELS_PER_BYTE);
    }
  }

  /** The most pixels that a picture in a storage can have. */
  static long most(Storage storage) {
    return storage == Storage.HEAP ? MOST_IN_HEAP : Long.MAX_VALUE;
  }

  /**
   * Checks that so many bytes can hold a picture.
   *
   * @param most how many pixels a byte may hold
   * @throws IOException if they are too few
   */
  static void checkBytes(long width, long height, long bytes, long most) throws IOException {
    if ((double) width * height > (double) bytes * most) {
      throw new Unreadable(
          "its header says %d x %d pixels, too many for %d bytes".formatted(width, height, bytes));
    }
  }

  private static String mega(double count) {
    double millions = count / 1e6;
    return millions < 10
        ? String.format(Locale.ROOT, "%.3g", millions)
        : String.format(Locale.ROOT, "%.0f", millions);
  }
}
