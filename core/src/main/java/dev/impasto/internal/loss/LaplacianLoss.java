package dev.impasto.internal.loss;

import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Rows;
import java.util.List;

/**
 * How far a picture's Laplacians are from the photograph's: the first term of a {@link
 * dev.impasto.loss.DetailTerm}. It reads the pixels alone.
 */
final class LaplacianLoss {
  /** A photograph's Laplacians count as at least so large, squared, in the mean. */
  private static final double LEAST = 1e-8;

  private final int height;
  private final int width;
  private final double weight;
  private final List<Level> levels;

  /**
   * The photograph averaged over squares.
   *
   * @param side of a square
   * @param target its Laplacian
   * @param scale what the squared distance is multiplied by
   */
  private record Level(int side, float[] target, double scale) {}

  LaplacianLoss(Picture photograph, double weight, List<Integer> sides) {
    this.height = photograph.height();
    this.width = photograph.width();
    this.weight = weight;
    this.levels =
        sides.stream()
            .filter(side -> rows(side) > 2 && columns(side) > 2)
            .map(
                side -> {
                  float[] target = laplacian(pooled(photograph.colors(), side), side);
                  double energy = LEAST * target.length;
                  for (float value : target) {
                    energy += (double) value * value;
                  }
                  return new Level(side, target, 1 / energy);
                })
            .toList();
  }

  private int rows(int side) {
    return height / side;
  }

  private int columns(int side) {
    return width / side;
  }

  /**
   * The weighted value.
   *
   * @param gradient the derivative with respect to each of {@code pixels} is added to it
   */
  double addTo(Floats gradient, Floats pixels) {
    double value = 0;
    for (Level level : levels) {
      float[] apart = laplacian(pooled(pixels, level.side), level.side);
      double sum = 0;
      for (int i = 0; i < apart.length; i++) {
        apart[i] -= level.target[i];
        sum += (double) apart[i] * apart[i];
      }
      double factor = weight * level.scale / levels.size();
      value += factor * sum;
      derive(apart, 2 * factor, level.side, gradient);
    }
    return value;
  }

  /** The sums of the colors, averaged over squares; what is left at the right and below is not. */
  private float[] pooled(Floats pixels, int side) {
    int columns = columns(side);
    float[] means = new float[rows(side) * columns];
    float share = 1f / (side * side);
    for (int y = 0; y < rows(side) * side; y++) {
      Rows row = Rows.of(pixels, 3 * width, y, y + 1);
      float[] colors = row.values();
      for (int x = 0; x < columns * side; x++) {
        int at = row.at(y) + 3 * x;
        means[y / side * columns + x / side] +=
            share * (colors[at] + colors[at + 1] + colors[at + 2]);
      }
    }
    return means;
  }

  /** Of all values with four neighbors; 0 at the border. */
  private float[] laplacian(float[] of, int side) {
    int columns = columns(side);
    float[] result = new float[of.length];
    for (int y = 1; y + 1 < rows(side); y++) {
      for (int x = 1; x + 1 < columns; x++) {
        int at = y * columns + x;
        result[at] = of[at - 1] + of[at + 1] + of[at - columns] + of[at + columns] - 4 * of[at];
      }
    }
    return result;
  }

  /** Adds the derivative. The Laplacian is its own transpose where the border counts as 0. */
  private void derive(float[] apart, double factor, int side, Floats gradient) {
    int columns = columns(side);
    float[] slopes = new float[apart.length];
    for (int y = 1; y + 1 < rows(side); y++) {
      for (int x = 1; x + 1 < columns; x++) {
        int at = y * columns + x;
        slopes[at - 1] += apart[at];
        slopes[at + 1] += apart[at];
        slopes[at - columns] += apart[at];
        slopes[at + columns] += apart[at];
        slopes[at] -= 4 * apart[at];
      }
    }
    float share = (float) (factor / (side * side));
    for (int y = 0; y < rows(side) * side; y++) {
      Rows row = Rows.of(gradient, 3 * width, y, y + 1);
      float[] sums = row.values();
      for (int x = 0; x < columns * side; x++) {
        float slope = share * slopes[y / side * columns + x / side];
        int at = row.at(y) + 3 * x;
        sums[at] += slope;
        sums[at + 1] += slope;
        sums[at + 2] += slope;
      }
      row.into(gradient);
    }
  }
}
