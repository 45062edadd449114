package dev.impasto.bench;

import dev.impasto.picture.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Colors as they are, neither rounded nor limited to 0..1: raw 32-bit floats, little-endian, height
 * x width x RGB.
 */
final class RawPicture {
  private RawPicture() {}

  /** The raw file beside a picture's own. */
  static Path beside(Path picture) {
    return picture.resolveSibling(picture.getFileName() + ".f32");
  }

  static void write(float[] rgb, Path file) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rgb.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(rgb);
    try {
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a picture of a known size. */
  static Picture read(Path file, int width, int height) {
    float[] rgb = new float[3 * width * height];
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length != Float.BYTES * rgb.length) {
        throw new IllegalArgumentException(
            "%s is no picture of %dx%d: it has %d bytes"
                .formatted(file, width, height, bytes.length));
      }
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rgb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Picture(width, height, rgb);
  }
}
