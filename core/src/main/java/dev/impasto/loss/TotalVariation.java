package dev.impasto.loss;

import static dev.impasto.InvalidInputException.require;

/**
 * The sum over all pairs of neighbors, one below or beside the other, and over the three colors, of
 * their difference: its absolute value (power 1) or its square (power 2).
 *
 * <p>It works on the pixels themselves, in plain Java: every engine shares it, and it costs a
 * hundredth of the network's evaluation.
 *
 * @param weight what the sum is multiplied by, 0 or more
 * @param colorRange what colors in 0..1 are multiplied by first: 1 or 255
 * @param power 1 or 2
 */
public record TotalVariation(double weight, double colorRange, int power) {
  /** Checks the values. */
  public TotalVariation {
    require(
        weight >= 0 && weight < Double.POSITIVE_INFINITY,
        "the total variation weight must be a number of 0 or more, not %s",
        weight);
    require(power == 1 || power == 2, "total variation has power 1 or 2, not %d", power);
  }

  /**
   * Evaluates a picture.
   *
   * @param pixels {@code height x width x 3} values
   * @param gradient the derivative with respect to each of {@code pixels} is added to it; that of
   *     |0| is 0
   * @return the weighted sum
   */
  public double addTo(float[] gradient, float[] pixels, int height, int width) {
    if (weight == 0) {
      return 0;
    }
    int row = 3 * width;
    double sum = 0;
    for (int y = 0; y < height; y++) {
      int start = y * row;
      sum += pairs(gradient, pixels, start, 3, row - 3);
      if (y + 1 < height) {
        sum += pairs(gradient, pixels, start, row, row);
      }
    }
    return weight * sum * (power == 1 ? colorRange : colorRange * colorRange);
  }

  /** The sum over {@code count} pairs that lie {@code apart}; adds its derivative. */
  private double pairs(float[] gradient, float[] pixels, int start, int apart, int count) {
    double sum = 0;
    if (power == 1) {
      float slope = (float) (weight * colorRange);
      for (int i = start; i < start + count; i++) {
        float difference = pixels[i + apart] - pixels[i];
        sum += Math.abs(difference);
        float derivative = slope * Math.signum(difference);
        gradient[i + apart] += derivative;
        gradient[i] -= derivative;
      }
    } else {
      float slope = (float) (2 * weight * colorRange * colorRange);
      for (int i = start; i < start + count; i++) {
        float difference = pixels[i + apart] - pixels[i];
        sum += (double) difference * difference;
        float derivative = slope * difference;
        gradient[i + apart] += derivative;
        gradient[i] -= derivative;
      }
    }
    return sum;
  }
}
