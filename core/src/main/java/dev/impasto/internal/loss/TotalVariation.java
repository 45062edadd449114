package dev.impasto.internal.loss;

import dev.impasto.loss.VariationTerm;
import dev.impasto.parallel.Parallel;
import java.util.Arrays;

/**
 * The sum over all pairs of neighbors, one below or beside the other, and over the three colors, of
 * their difference: its absolute value (power 1) or its square (power 2).
 *
 * <p>It works on the pixels themselves, in plain Java by the engine's threads: every engine shares
 * it, and it costs a few thousandths of the network's evaluation.
 *
 * @param weight what the sum is multiplied by, 0 or more
 * @param colorRange what colors in 0..1 are multiplied by first: 1 or 255
 * @param power 1 or 2
 */
public record TotalVariation(double weight, double colorRange, int power) {
  /** Rows that a thread takes at a time: enough to be worth another one. */
  private static final int BAND = 16;

  /** Of a picture of so many positions. */
  public static TotalVariation of(VariationTerm term, long positions) {
    double scale = term.mean() ? 1.0 / positions : 1;
    return new TotalVariation(term.weight() * scale, term.colorRange(), term.power());
  }

  /**
   * Evaluates a picture.
   *
   * @param threads divide the rows among them
   * @param pixels {@code height x width x 3} values
   * @param gradient the derivative with respect to each of {@code pixels} is added to it; that of
   *     |0| is 0
   * @return the weighted sum
   */
  public double addTo(Parallel threads, float[] gradient, float[] pixels, int height, int width) {
    if (weight == 0) {
      return 0;
    }
    double[] sums = new double[height];
    threads.over(
        height,
        BAND,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            sums[y] = row(gradient, pixels, y, height, 3 * width);
          }
        });
    double sum = Arrays.stream(sums).sum();
    return weight * sum * (power == 1 ? colorRange : colorRange * colorRange);
  }

  /**
   * The sum over the pairs whose first pixel is in row {@code y}. Adds the derivative with respect
   * to that row's pixels of all pairs: no two rows then write to the same place.
   */
  private double row(float[] gradient, float[] pixels, int y, int height, int length) {
    int start = y * length;
    int end = start + length;
    derive(gradient, pixels, start, end - 3, 3);
    derive(gradient, pixels, start + 3, end, -3);
    double sum = sum(pixels, start, end - 3, 3);
    if (y + 1 < height) {
      derive(gradient, pixels, start, end, length);
      sum += sum(pixels, start, end, length);
    }
    if (y > 0) {
      derive(gradient, pixels, start, end, -length);
    }
    return sum;
  }

  /** Adds the derivative, with respect to each value of a range, of its pair with another. */
  private void derive(float[] gradient, float[] pixels, int from, int to, int apart) {
    if (power == 1) {
      float slope = (float) (weight * colorRange);
      for (int i = from; i < to; i++) {
        // The sign, in a form that becomes vector instructions.
        float difference = pixels[i] - pixels[i + apart];
        gradient[i] += slope * (difference / (Math.abs(difference) + Float.MIN_NORMAL));
      }
    } else {
      float slope = (float) (2 * weight * colorRange * colorRange);
      for (int i = from; i < to; i++) {
        gradient[i] += slope * (pixels[i] - pixels[i + apart]);
      }
    }
  }

  /** The sum over each value of a range and the one that lies {@code apart} from it. */
  private double sum(float[] pixels, int from, int to, int apart) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double difference = pixels[i + apart] - pixels[i];
      sum += power == 1 ? Math.abs(difference) : difference * difference;
    }
    return sum;
  }
}
