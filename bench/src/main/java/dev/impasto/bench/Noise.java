package dev.impasto.bench;

import java.util.Random;

/** Seeded numbers from 0 to 1, for measuring. */
final class Noise {
  private Noise() {}

  static float[] values(long count, int seed) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
