package dev.impasto.picture;

import org.jspecify.annotations.Nullable;

/**
 * The pixels of a file as they are stored, before colors are converted and the picture is turned.
 *
 * @param width columns as stored
 * @param height rows as stored
 * @param bits how many bits the file holds each value in
 * @param samples {@code height x width x components} values, 0..1; gray and colors: 1 is full
 *     intensity; inks: 1 is full ink
 * @param alpha {@code height x width} opacities, 0..1, not premultiplied; null where all is opaque
 * @param profile the embedded ICC profile, unchecked; null where there is none
 * @param orientation EXIF orientation 1..8; 1 is upright
 */
// Handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Decoded(
    int width,
    int height,
    int bits,
    float[] samples,
    float @Nullable [] alpha,
    byte @Nullable [] profile,
    int orientation) {

  /**
   * Values per pixel: 1 for gray, 3 for red, green and blue, 4 for cyan, magenta, yellow, black.
   */
  int components() {
    return samples.length / (width * height);
  }

  /** The same pixels with what a container says about them. */
  Decoded with(byte @Nullable [] newProfile, int newOrientation) {
    return new Decoded(width, height, bits, samples, alpha, newProfile, newOrientation);
  }
}
