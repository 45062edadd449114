package dev.impasto.request;

import dev.impasto.picture.Picture;

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

  /** Nothing but a size: the canvas of a texture, which has no content. */
  public static SourcePicture blank(int width, int height) {
    return of(new Picture(width, height, new float[Math.multiplyExact(3, width * height)]));
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
