package dev.impasto.color;

/**
 * What each pixel of a picture counts, together as much as there are pixels.
 *
 * @param values in which ratio they count; none where each counts the same
 * @param sum of the values; 0 where each counts the same
 */
// Handed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
record PixelWeights(float[] values, double sum) {
  static final PixelWeights EQUAL = new PixelWeights(new float[0], 0);

  /** Those of a mask's values. */
  static PixelWeights of(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return new PixelWeights(values, sum);
  }

  float at(long pixel) {
    return sum > 0 ? (float) (values[(int) pixel] * values.length / sum) : 1;
  }
}
