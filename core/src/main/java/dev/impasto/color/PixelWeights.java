package dev.impasto.color;

import dev.impasto.picture.Mask;
import dev.impasto.storage.Floats;
import java.util.Arrays;
import java.util.Optional;

/**
 * What each pixel of a picture counts, together as much as there are pixels.
 *
 * @param values in which ratio they count; empty where each counts the same
 * @param sum of the values; 0 where each counts the same
 */
record PixelWeights(Optional<Floats> values, double sum) {
  static final PixelWeights EQUAL = new PixelWeights(Optional.empty(), 0);

  /** Those of a mask's values. */
  static PixelWeights of(Mask mask) {
    return new PixelWeights(Optional.of(mask.values()), mask.sum());
  }

  /**
   * What pixels in a row count.
   *
   * @param first the number of the first
   */
  float[] of(long first, int count) {
    float[] weights = new float[count];
    if (sum == 0 || values.isEmpty()) {
      Arrays.fill(weights, 1);
      return weights;
    }
    Floats all = values.get();
    all.read(first, weights, 0, count);
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (weights[i] * all.length() / sum);
    }
    return weights;
  }
}
