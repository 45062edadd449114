package dev.impasto.picture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a file as they are stored, before colors are converted and the picture is turned;
 * they are decoded when they are asked for, row by row.
 *
 * @param width columns as stored
 * @param height rows as stored
 * @param pixel what a pixel has
 * @param rows the pixels
 * @param profile the embedded ICC profile, unchecked; null where there is none
 * @param orientation EXIF orientation 1..8; 1 is upright
 */
// Handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Decoded(
    int width, int height, Pixel pixel, Rows rows, byte @Nullable [] profile, int orientation) {

  /**
   * What a pixel has.
   *
   * @param components values: 1 for gray, 3 for red, green and blue, 4 for cyan, magenta, yellow,
   *     black
   * @param bits how many bits the file holds each value in
   * @param hasAlpha whether there is an opacity
   */
  record Pixel(int components, int bits, boolean hasAlpha) {}

  /** The rows of pixels. */
  @FunctionalInterface
  interface Rows {
    /**
     * Decodes them.
     *
     * @param to takes them, each once, the upper ones first
     * @throws IOException if the file is damaged or cut short
     */
    void decode(Taker to) throws IOException;
  }

  /** What takes rows. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a row.
     *
     * @param y its number
     * @param samples {@code width x components} values, 0..1; gray and colors: 1 is full intensity;
     *     inks: 1 is full ink; they may be changed, and hold another row after the call
     * @param alpha {@code width} opacities, 0..1, not premultiplied; null where all is opaque; as
     *     {@code samples}
     */
    void row(int y, float[] samples, float @Nullable [] alpha) throws IOException;
  }

  /** Values of a pixel, without its opacity. */
  int components() {
    return pixel.components;
  }

  /** How many bits the file holds each value in. */
  int bits() {
    return pixel.bits;
  }

  boolean hasAlpha() {
    return pixel.hasAlpha;
  }

  /** The same pixels with what a container says about them. */
  Decoded with(byte @Nullable [] newProfile, int newOrientation) {
    return new Decoded(width, height, pixel, rows, newProfile, newOrientation);
  }

  /** A conversion of a row's values. */
  @FunctionalInterface
  interface Conversion {
    /**
     * Converts them.
     *
     * @param samples the values of a row
     * @return the converted ones, in the same array or another
     */
    float[] of(float[] samples) throws IOException;
  }

  /** The same pixels in other colors, without a profile. */
  Decoded converted(int newComponents, Conversion conversion) {
    return new Decoded(
        width,
        height,
        new Pixel(newComponents, pixel.bits, pixel.hasAlpha),
        to -> rows.decode((y, samples, alpha) -> to.row(y, conversion.of(samples), alpha)),
        null,
        orientation);
  }
}
