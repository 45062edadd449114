package dev.impasto.color;

import dev.impasto.picture.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Moves the whole distribution of a picture's colors to that of others, not mean and covariance
 * alone: in turn along the axes of many rotations of the color space, each value becomes that of
 * the same rank (Pitié, Kokaram and Dahyot, "N-dimensional probability density function transfer
 * and its application to colour transfer", ICCV 2005). It begins with {@link ColorMap#SYMMETRIC}.
 */
final class ColorHistogram {
  private static final int COLORS = 3;
  private static final int ROUNDS = 16;

  private ColorHistogram() {}

  /**
   * Moves colors.
   *
   * @param like the other pictures
   * @param shares how likely a pixel is picked from each of them
   * @param strength what part of the way each color goes, 0 to 1
   * @return the picture with its alpha and with colors limited to 0..1
   */
  static Picture moved(Picture picture, List<Picture> like, List<Double> shares, double strength) {
    if (strength == 0) {
      return picture;
    }
    Picture moved = ColorMap.SYMMETRIC.moved(picture, like, shares, 1);
    Random random = new Random(1);
    double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int round = 0; round < ROUNDS; round++) {
      Picture before = moved;
      moved = before.recolored(move(before, like, shares, axes));
      before.colors().close();
      axes = rotation(random);
    }
    Picture all = moved;
    float[] colors = new float[COLORS * picture.width()];
    Picture mixed =
        picture.recolored(
            (y, row) -> {
              all.colors().read((long) y * colors.length, colors, 0, colors.length);
              for (int i = 0; i < row.length; i++) {
                double value = (1 - strength) * row[i] + strength * colors[i];
                row[i] = (float) Math.max(0, Math.min(1, value));
              }
            });
    all.colors().close();
    return mixed;
  }

  /** What gives colors the others' distribution along three axes at right angles. */
  private static Picture.Recoloring move(
      Picture picture, List<Picture> like, List<Double> shares, double[][] axes) {
    RankMap[] maps = new RankMap[COLORS];
    RankMap.Ranks[] own = ranks(List.of(picture), List.of(1.0), axes);
    RankMap.Ranks[] wanted = ranks(like, shares, axes);
    for (int k = 0; k < COLORS; k++) {
      maps[k] = RankMap.of(own[k], wanted[k]);
    }
    float[] change = new float[COLORS];
    return (y, row) -> {
      for (int i = 0; i < row.length; i += COLORS) {
        Arrays.fill(change, 0);
        for (int axis = 0; axis < COLORS; axis++) {
          float value = along(row, i, axes[axis]);
          double step = maps[axis].at(value) - value;
          for (int k = 0; k < COLORS; k++) {
            change[k] += (float) (step * axes[axis][k]);
          }
        }
        for (int k = 0; k < COLORS; k++) {
          row[i + k] += change[k];
        }
      }
    };
  }

  /** The distributions of a pixel that is picked from one of several pictures, along each axis. */
  private static RankMap.Ranks[] ranks(
      List<Picture> pictures, List<Double> shares, double[][] axes) {
    RankMap.Range[] ranges = new RankMap.Range[COLORS];
    RankMap.Ranks[] ranks = new RankMap.Ranks[COLORS];
    Arrays.setAll(ranges, k -> new RankMap.Range());
    pictures.forEach(picture -> each(picture, axes, (k, value) -> ranges[k].add(value)));
    Arrays.setAll(ranks, k -> new RankMap.Ranks(ranges[k].bins()));
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      long pixels = picture.colors().length() / COLORS;
      double share = shares.get(i) / sum / pixels;
      each(picture, axes, (k, value) -> ranks[k].add(value, share));
    }
    for (RankMap.Ranks each : ranks) {
      each.summed();
    }
    return ranks;
  }

  /** Takes a color's value along an axis. */
  @FunctionalInterface
  private interface Taker {
    void take(int axis, float value);
  }

  private static void each(Picture picture, double[][] axes, Taker taker) {
    ColorRuns.each(
        picture.colors(),
        (first, run) -> {
          for (int i = 0; i < run.length; i += COLORS) {
            for (int axis = 0; axis < COLORS; axis++) {
              taker.take(axis, along(run, i, axes[axis]));
            }
          }
        });
  }

  private static float along(float[] colors, int at, double[] axis) {
    return (float) (axis[0] * colors[at] + axis[1] * colors[at + 1] + axis[2] * colors[at + 2]);
  }

  /** Three random axes at right angles. */
  private static double[][] rotation(Random random) {
    double[] a = direction(random);
    double[] b = direction(random);
    double overlap = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    for (int k = 0; k < COLORS; k++) {
      b[k] -= overlap * a[k];
    }
    unit(b);
    double[] c = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    return new double[][] {a, b, c};
  }

  private static double[] direction(Random random) {
    double[] direction = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    unit(direction);
    return direction;
  }

  private static void unit(double[] vector) {
    double norm = Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    for (int k = 0; k < COLORS; k++) {
      vector[k] /= norm;
    }
  }
}
