package dev.impasto.internal.loss;

import dev.impasto.loss.VariationTerm;
import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Rows;
import java.util.Arrays;

/**
 * Total variation, as {@link VariationTerm} says, with its derivative.
 *
 * <p>It works on the pixels themselves, in plain Java by the engine's threads: every engine shares
 * it, and it costs a few thousandths of the network's evaluation.
 *
 * @param term what is summed
 */
public record TotalVariation(VariationTerm term) {
  /** Rows that a thread takes at a time: enough to be worth another one. */
  private static final int BAND = 16;

  /** What a pair of 8 neighbors counts that lie one below or beside the other. */
  private static final double STRAIGHT = 2 / 3.0;

  /** What a pair counts that lie one diagonally below the other. */
  private static final double DIAGONAL = 1 / 6.0;

  /**
   * Evaluates a picture.
   *
   * @param threads divide the rows among them
   * @param pixels {@code height x width x 3} values
   * @param gradient the derivative with respect to each of {@code pixels} is added to it; that of
   *     |0| is 0
   * @return the weighted sum
   */
  public double addTo(Parallel threads, Floats gradient, Floats pixels, int height, int width) {
    return addTo(threads, gradient, pixels, height, width, new Extent(height, width));
  }

  /** The rows and columns of the picture over which means are taken. */
  record Extent(int height, int width) {}

  /** The same of a rectangle that is a picture's, as far as its border is that of the picture. */
  double addTo(
      Parallel threads, Floats gradient, Floats pixels, int height, int width, Extent whole) {
    if (term.weight() == 0) {
      return 0;
    }
    boolean all = term.neighbors() == 8;
    double mean = term.mean() ? 1.0 / ((long) whole.height * whole.width) : 1;
    double beyond = term.mean() ? 1.0 / ((whole.height + 1L) * (whole.width + 1)) : 1;
    double weight = term.weight() * mean * (all ? STRAIGHT : 1);
    double diagonalWeight = all ? term.weight() * beyond * DIAGONAL : 0;
    int length = 3 * width;
    double[] straight = new double[height];
    double[] diagonal = new double[height];
    threads.over(
        height,
        Rows.band(length, BAND),
        (from, to) -> {
          int above = Math.max(0, from - 1);
          int below = Math.min(height, to + 1);
          Rows seen = Rows.of(pixels, length, above, below);
          Rows slopes = Rows.of(gradient, length, above, below);
          Pairs pairs = new Pairs(seen, slopes.values(), height, weight, diagonalWeight);
          for (int y = from; y < to; y++) {
            straight[y] = pairs.straight(y);
            diagonal[y] = all ? pairs.diagonal(y) : 0;
          }
          slopes.into(gradient, from, to);
        });
    double sum =
        weight * Arrays.stream(straight).sum() + diagonalWeight * Arrays.stream(diagonal).sum();
    return sum * range();
  }

  /** The power of the range of colors. */
  private double range() {
    double range = term.colorRange();
    return term.power() == 1
        ? range
        : term.power() == 2 ? range * range : Math.pow(range, term.power());
  }

  /** The pairs of some rows; each row's derivatives are with respect to that row's pixels alone. */
  private final class Pairs {
    private final Rows rows;
    private final float[] pixels;
    private final float[] gradient;
    private final int height;
    private final int length;
    private final double weight;
    private final double diagonalWeight;

    Pairs(Rows rows, float[] gradient, int height, double weight, double diagonalWeight) {
      this.rows = rows;
      this.pixels = rows.values();
      this.gradient = gradient;
      this.height = height;
      this.length = rows.length();
      this.weight = weight;
      this.diagonalWeight = diagonalWeight;
    }

    /**
     * The sum over the pairs, one below or beside the other, whose first pixel is in row {@code y}.
     * Adds the derivative with respect to that row's pixels of all pairs: no two rows then write to
     * the same place.
     */
    double straight(int y) {
      int start = rows.at(y);
      int end = start + length;
      derive(weight, start, end - 3, 3);
      derive(weight, start + 3, end, -3);
      double sum = sum(start, end - 3, 3);
      if (y + 1 < height) {
        derive(weight, start, end, length);
        sum += sum(start, end, length);
      }
      if (y > 0) {
        derive(weight, start, end, -length);
      }
      return sum;
    }

    /** The same over diagonal pairs. With the border repeated, those beyond it lie along it. */
    double diagonal(int y) {
      int start = rows.at(y);
      int end = start + length;
      double sum = 0;
      if (y + 1 < height) {
        sum += pairs(start, end - 3, length + 3) + pairs(start + 3, end, length - 3);
        sum += 2 * (sum(start, start + 3, length) + sum(end - 3, end, length));
        derive(2 * diagonalWeight, start, start + 3, length);
        derive(2 * diagonalWeight, end - 3, end, length);
      }
      if (y > 0) {
        derive(diagonalWeight, start + 3, end, -length - 3);
        derive(diagonalWeight, start, end - 3, -length + 3);
        derive(2 * diagonalWeight, start, start + 3, -length);
        derive(2 * diagonalWeight, end - 3, end, -length);
      }
      int borders = (y == 0 ? 1 : 0) + (y == height - 1 ? 1 : 0);
      if (borders > 0) {
        sum += 2 * borders * sum(start, end - 3, 3);
        derive(2 * borders * diagonalWeight, start, end - 3, 3);
        derive(2 * borders * diagonalWeight, start + 3, end, -3);
      }
      return sum;
    }

    private double pairs(int from, int to, int apart) {
      derive(diagonalWeight, from, to, apart);
      return sum(from, to, apart);
    }

    /** Adds the derivative, with respect to each value of a range, of its pair with another. */
    private void derive(double weight, int from, int to, int apart) {
      double power = term.power();
      if (power == 1) {
        float slope = (float) (weight * range());
        for (int i = from; i < to; i++) {
          // The sign, in a form that becomes vector instructions.
          float difference = pixels[i] - pixels[i + apart];
          gradient[i] += slope * (difference / (Math.abs(difference) + Float.MIN_NORMAL));
        }
      } else if (power == 2) {
        float slope = (float) (2 * weight * range());
        for (int i = from; i < to; i++) {
          gradient[i] += slope * (pixels[i] - pixels[i + apart]);
        }
      } else {
        double slope = power * weight * range();
        for (int i = from; i < to; i++) {
          float difference = pixels[i] - pixels[i + apart];
          double steep = Math.pow(Math.abs(difference), power - 1);
          gradient[i] += (float) (slope * Math.copySign(steep, difference));
        }
      }
    }

    /** The sum over each value of a range and the one that lies {@code apart} from it. */
    private double sum(int from, int to, int apart) {
      double power = term.power();
      double sum = 0;
      for (int i = from; i < to; i++) {
        double difference = pixels[i + apart] - pixels[i];
        sum +=
            power == 1
                ? Math.abs(difference)
                : power == 2 ? difference * difference : Math.pow(Math.abs(difference), power);
      }
      return sum;
    }
  }
}
