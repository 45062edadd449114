package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;

/**
 * A picture that a result is made of, and where it came from.
 *
 * @param name the file or address that it was read from, by which it can be read again; empty where
 *     there is none
 * @param picture the picture itself; not to be modified
 */
public record SourcePicture(String name, Picture picture) {
  /** A picture of no file. */
  public static SourcePicture of(Picture picture) {
    return new SourcePicture("", picture);
  }

  /**
   * Nothing but a size: the canvas of a texture, which has no content.
   *
   * @param width at least 1; of at most {@value PictureReader#DEFAULT_MAX_PIXELS} pixels in all
   * @param height at least 1
   */
  public static SourcePicture blank(int width, int height) {
    require(
        width >= 1 && height >= 1 && (long) width * height <= PictureReader.DEFAULT_MAX_PIXELS,
        "a blank canvas must have 1 to %d pixels, not %d x %d",
        PictureReader.DEFAULT_MAX_PIXELS,
        width,
        height);
    return of(new Picture(width, height, new float[3 * width * height]));
  }

  /** Whether this is a {@link #blank} canvas: all black, and of no file. */
  boolean isBlank() {
    if (!name.isEmpty() || picture.alpha().isPresent()) {
      return false;
    }
    for (float value : picture.rgb()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
