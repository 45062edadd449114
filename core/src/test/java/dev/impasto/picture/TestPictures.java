package dev.impasto.picture;

import java.util.Random;

/** Pictures made by rule, for tests. */
final class TestPictures {
  private TestPictures() {}

  /** A smooth colorful picture with levels of 8 bits. */
  static Picture smooth(int width, int height) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      rgb[3 * i] = Math.round(255f * x / width) / 255f;
      rgb[3 * i + 1] = Math.round(255f * y / height) / 255f;
      rgb[3 * i + 2] = Math.round(128 + 100 * Math.sin(x / 9.0) * Math.cos(y / 7.0)) / 255f;
    }
    return new Picture(width, height, rgb);
  }

  /** Noise of the given number of levels per color. */
  static Picture noise(int width, int height, int levels, long seed) {
    return new Picture(width, height, values(3 * width * height, levels, seed));
  }

  /** Noise with alpha, no pixel of which is wholly transparent. */
  static Picture noiseWithAlpha(int width, int height, int levels, long seed) {
    float[] alpha = values(width * height, levels, seed + 1);
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = Math.max(alpha[i], 1f / (levels - 1));
    }
    return new Picture(width, height, values(3 * width * height, levels, seed), alpha);
  }

  private static float[] values(int count, int levels, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(levels) / (levels - 1f);
    }
    return values;
  }
}
