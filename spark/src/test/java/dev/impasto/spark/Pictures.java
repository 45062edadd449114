package dev.impasto.spark;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.Random;

/** Small pictures for tests. */
final class Pictures {
  private Pictures() {}

  /** Stripes and noise; another seed gives another picture. */
  static Picture of(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      rgb[i] =
          0.5f + 0.3f * (float) Math.sin(x * (0.3 + seed % 5) + i % 3) + 0.1f * random.nextFloat();
    }
    return new Picture(width, height, rgb);
  }

  /** The same in a file. */
  static Path file(Path file, int width, int height, long seed) {
    PictureWriter.write(of(width, height, seed), file);
    return file;
  }
}
