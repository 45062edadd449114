package dev.impasto.color;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.Optional;

/**
 * The colors of a picture, or of a part of it.
 *
 * @param picture holds them
 * @param mask of the picture's size: how much each pixel counts; without one each counts the same
 */
public record ColorSample(Picture picture, Optional<Mask> mask) {
  /** All colors of a picture. */
  public static ColorSample of(Picture picture) {
    return new ColorSample(picture, Optional.empty());
  }

  /** What each pixel counts, together as much as there are pixels. */
  PixelWeights weights() {
    return mask.map(PixelWeights::of).orElse(PixelWeights.EQUAL);
  }
}
