package dev.impasto.quality;

/** How far values go together. */
final class Correlation {
  private Correlation() {}

  /** The coefficient of as many values each, -1 to 1; 0 where either does not vary. */
  static double of(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / (Math.sqrt(aa * bb) + 1e-12);
  }

  /** What of some values cannot be told from given ones, whose mean is 0. */
  static float[] without(float[] given, float[] values) {
    double share = 0;
    double energy = 1e-9;
    for (int i = 0; i < given.length; i++) {
      share += (double) given[i] * values[i];
      energy += (double) given[i] * given[i];
    }
    float[] rest = new float[values.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (float) (values[i] - given[i] * share / energy);
    }
    return rest;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
