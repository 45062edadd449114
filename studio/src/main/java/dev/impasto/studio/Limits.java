package dev.impasto.studio;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.PictureReader;

/**
 * What one studio takes on.
 *
 * @param uploadBytes the most bytes of a file that is given to it
 * @param pixels the most pixels of a picture that is given to it
 * @param waiting the most jobs that may wait
 * @param gridCells the most pictures of a grid
 * @param streams the most pages that watch at a time
 * @param freeBytes what must stay free on the disk
 */
public record Limits(
    long uploadBytes, long pixels, int waiting, int gridCells, int streams, long freeBytes) {
  /** 256 MB, 100 megapixels, 200 jobs, 25 pictures, 500 pages, 200 MB. */
  public static final Limits DEFAULT =
      new Limits(256L << 20, PictureReader.DEFAULT_MAX_PIXELS, 200, 25, 500, 200_000_000);

  /** Checks that something is allowed. */
  public Limits {
    require(
        uploadBytes > 0
            && pixels > 0
            && waiting > 0
            && gridCells > 0
            && streams > 0
            && freeBytes >= 0,
        "a studio's limits must be above 0");
  }

  /** The same limits with another {@link #waiting()}. */
  public Limits withWaiting(int value) {
    return new Limits(uploadBytes, pixels, value, gridCells, streams, freeBytes);
  }

  /** The same limits with another {@link #uploadBytes()}. */
  public Limits withUploadBytes(long value) {
    return new Limits(value, pixels, waiting, gridCells, streams, freeBytes);
  }
}
