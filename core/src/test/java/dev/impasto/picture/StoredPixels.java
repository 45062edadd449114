package dev.impasto.picture;

import java.io.IOException;

/** The pixels of a file as it stores them. */
final class StoredPixels {
  private StoredPixels() {}

  /** A row of opaque colors, of 8 bits each. */
  static Decoded row(float... rgb) {
    return new Decoded(
        rgb.length / 3, 1, new Decoded.Pixel(3, 8, false), to -> to.row(0, rgb, null), null, 1);
  }

  /** All samples of a file. */
  static float[] samples(Decoded decoded) throws IOException {
    int length = decoded.width() * decoded.components();
    float[] all = new float[decoded.height() * length];
    decoded
        .rows()
        .decode((y, samples, alpha) -> System.arraycopy(samples, 0, all, y * length, length));
    return all;
  }
}
