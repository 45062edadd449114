package dev.impasto.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture whose colors name parts of another one. Each pixel belongs to the color that is nearest
 * to its own, so that soft edges and the traces of JPEG do no harm.
 *
 * @param picture of labels
 * @param colors red, green and blue in 0..1 of each label, the lightest first
 */
public record Labels(Picture picture, List<float[]> colors) {
  /** A picture is gray where its colors differ by less. */
  private static final float COLORED = 0.1f;

  /** Colors that are nearer to each other than this, squared, are one. */
  private static final double APART = 0.03;

  /** Neighbors whose distance, squared, is less have the same color. */
  private static final double FLAT = 0.005;

  /** What covers less of the picture is no label. */
  private static final double LEAST = 0.005;

  /** Steps of a channel in the search for colors. */
  private static final int STEPS = 16;

  /** Whether there is any color in a picture: its parts are then labels, and not a gray mask. */
  public static boolean areIn(Picture picture) {
    PictureRow row = new PictureRow(picture);
    for (int y = 0; y < picture.height(); y++) {
      float[] rgb = row.read(y).rgb();
      for (int i = 0; i < rgb.length; i += 3) {
        float largest = Math.max(rgb[i], Math.max(rgb[i + 1], rgb[i + 2]));
        float least = Math.min(rgb[i], Math.min(rgb[i + 1], rgb[i + 2]));
        if (largest - least > COLORED) {
          return true;
        }
      }
    }
    return false;
  }

  /** Finds the colors that cover most, as long as each covers half a percent. */
  public static Labels of(Picture picture) {
    int[] counts = new int[STEPS * STEPS * STEPS];
    float[][] sums = new float[counts.length][3];
    PictureRow row = new PictureRow(picture);
    PictureRow below = new PictureRow(picture);
    for (int y = 0; y < picture.height(); y++) {
      float[] rgb = row.read(y).rgb();
      below.read(Math.min(y + 1, picture.height() - 1));
      for (int i = 0; i < rgb.length; i += 3) {
        if (isFlat(rgb, below.rgb(), i)) {
          int cell = 0;
          for (int c = 0; c < 3; c++) {
            int step = (int) (rgb[i + c] * STEPS);
            cell = cell * STEPS + Math.max(0, Math.min(STEPS - 1, step));
          }
          counts[cell]++;
          for (int c = 0; c < 3; c++) {
            sums[cell][c] += rgb[i + c];
          }
        }
      }
    }
    long pixels = (long) picture.width() * picture.height();
    List<Integer> cells = new ArrayList<>();
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] >= LEAST * pixels) {
        cells.add(cell);
      }
    }
    cells.sort(Comparator.comparing(cell -> -counts[cell]));
    List<float[]> colors = new ArrayList<>();
    for (int cell : cells) {
      float[] color = new float[3];
      for (int c = 0; c < 3; c++) {
        color[c] = sums[cell][c] / counts[cell];
      }
      if (colors.stream().allMatch(other -> distance(other, color, 0) > APART)) {
        colors.add(color);
      }
    }
    colors.sort(Comparator.comparing(color -> -(color[0] + color[1] + color[2])));
    return new Labels(picture, colors);
  }

  /** Whether a pixel has the color of those to its right and below it, and is no soft edge. */
  private static boolean isFlat(float[] row, float[] below, int i) {
    float[] color = {row[i], row[i + 1], row[i + 2]};
    int right = i + 3 < row.length ? i + 3 : i;
    return distance(color, row, right) < FLAT && distance(color, below, i) < FLAT;
  }

  private static double distance(float[] color, float[] rgb, int at) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      double apart = color[c] - rgb[at + c];
      sum += apart * apart;
    }
    return sum;
  }

  /** The label whose color is nearest to a given one, and not far from it; -1 where none is. */
  public int nearest(float[] color) {
    int nearest = -1;
    double least = APART;
    for (int k = 0; k < colors.size(); k++) {
      double apart = distance(colors.get(k), color, 0);
      if (apart <= least) {
        least = apart;
        nearest = k;
      }
    }
    return nearest;
  }

  /** The part of each color: 1 where it is the nearest, 0 elsewhere. */
  public List<Mask> masks() {
    return IntStream.range(0, colors.size()).mapToObj(this::mask).toList();
  }

  /**
   * The part of one color.
   *
   * @param label which of {@link #colors()}, from 0
   */
  public Mask mask(int label) {
    PictureRow read = new PictureRow(picture);
    return Mask.made(
        picture.width(),
        picture.height(),
        picture.colors().storage(),
        (y, row) -> {
          float[] rgb = read.read(y).rgb();
          for (int x = 0; x < row.length; x++) {
            row[x] = label == labelAt(rgb, 3 * x) ? 1 : 0;
          }
        });
  }

  /** Whose color is the nearest. */
  private int labelAt(float[] rgb, int at) {
    int nearest = 0;
    for (int k = 1; k < colors.size(); k++) {
      if (distance(colors.get(k), rgb, at) < distance(colors.get(nearest), rgb, at)) {
        nearest = k;
      }
    }
    return nearest;
  }
}
