package dev.impasto.internal.loss;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Rows;

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
  double addTo(Floats gradient, Floats pixels) {
    int length = 3 * trust.width();
    double scale = weight / pixels.length();
    double sum = 0;
    float[] trusted = new float[trust.width()];
    for (int y = 0; y < trust.height(); y++) {
      trust.read(y, trusted);
      Rows target = Rows.of(before.colors(), length, y, y + 1);
      Rows row = Rows.of(pixels, length, y, y + 1);
      Rows slopes = Rows.of(gradient, length, y, y + 1);
      for (int i = 0; i < length; i++) {
        float counted = trusted[i / 3];
        double apart = (double) row.values()[row.at(y) + i] - target.values()[target.at(y) + i];
        sum += counted * apart * apart;
        slopes.values()[slopes.at(y) + i] += (float) (2 * scale * counted * apart);
      }
      slopes.into(gradient);
    }
    return scale * sum;
  }
}
