package dev.impasto.internal.loss;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;

/**
 * How far a picture is from the frame before, as a {@link dev.impasto.loss.TemporalTerm} says, with
 * its derivative. It reads the pixels alone.
 *
 * @param before the result of the frame before, moved, in the size of the pictures to be evaluated
 * @param trust of the same size
 * @param weight what the mean is multiplied by
 */
public record TemporalLoss(Picture before, Mask trust, double weight) {
  /**
   * The weighted value.
   *
   * @param gradient the derivative with respect to each of {@code pixels} is added to it
   * @param pixels {@code height x width x 3} values
   */
  double addTo(float[] gradient, float[] pixels) {
    float[] target = before.rgb();
    double scale = weight / pixels.length;
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      float counted = trust.values()[i / 3];
      double apart = (double) pixels[i] - target[i];
      sum += counted * apart * apart;
      gradient[i] += (float) (2 * scale * counted * apart);
    }
    return scale * sum;
  }
}
