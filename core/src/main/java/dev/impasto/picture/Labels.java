package dev.impasto.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    float[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      float largest = Math.max(rgb[i], Math.max(rgb[i + 1], rgb[i + 2]));
      float least = Math.min(rgb[i], Math.min(rgb[i + 1], rgb[i + 2]));
      if (largest - least > COLORED) {
        return true;
      }
    }
    return false;
  }

  /** Finds the colors that cover most, as long as each covers half a percent. */
  public static Labels of(Picture picture) {
    float[] rgb = picture.rgb();
    int[] counts = new int[STEPS * STEPS * STEPS];
    float[][] sums = new float[counts.length][3];
    int pixels = rgb.length / 3;
    for (int i = 0; i < pixels; i++) {
      if (isFlat(picture, i)) {
        int cell = 0;
        for (int c = 0; c < 3; c++) {
          int step = (int) (rgb[3 * i + c] * STEPS);
          cell = cell * STEPS + Math.max(0, Math.min(STEPS - 1, step));
        }
        counts[cell]++;
        for (int c = 0; c < 3; c++) {
          sums[cell][c] += rgb[3 * i + c];
        }
      }
    }
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
  private static boolean isFlat(Picture picture, int i) {
    float[] rgb = picture.rgb();
    float[] color = {rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]};
    int right = (i + 1) % picture.width() == 0 ? i : i + 1;
    int below = i + picture.width() < rgb.length / 3 ? i + picture.width() : i;
    return distance(color, rgb, 3 * right) < FLAT && distance(color, rgb, 3 * below) < FLAT;
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
    int pixels = picture.rgb().length / 3;
    float[][] values = new float[colors.size()][pixels];
    for (int i = 0; i < pixels; i++) {
      int nearest = 0;
      for (int k = 1; k < colors.size(); k++) {
        if (distance(colors.get(k), picture.rgb(), 3 * i)
            < distance(colors.get(nearest), picture.rgb(), 3 * i)) {
          nearest = k;
        }
      }
      values[nearest][i] = 1;
    }
    List<Mask> masks = new ArrayList<>();
    for (float[] of : values) {
      masks.add(new Mask(picture.width(), picture.height(), of));
    }
    return masks;
  }
}
