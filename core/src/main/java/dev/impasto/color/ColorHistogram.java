package dev.impasto.color;

import dev.impasto.picture.Picture;
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
    float[] colors = ColorMap.SYMMETRIC.moved(picture, like, shares, 1).rgb().clone();
    Random random = new Random(1);
    double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int round = 0; round < ROUNDS; round++) {
      move(colors, like, shares, axes);
      axes = rotation(random);
    }
    float[] rgb = picture.rgb();
    for (int i = 0; i < colors.length; i++) {
      double mixed = (1 - strength) * rgb[i] + strength * colors[i];
      colors[i] = (float) Math.max(0, Math.min(1, mixed));
    }
    return new Picture(picture.width(), picture.height(), colors, picture.alpha().orElse(null));
  }

  /** Gives the colors the others' distribution along three axes at right angles. */
  private static void move(
      float[] colors, List<Picture> like, List<Double> shares, double[][] axes) {
    float[] change = new float[colors.length];
    for (double[] axis : axes) {
      float[] own = along(colors, axis);
      List<float[]> others = like.stream().map(picture -> along(picture.rgb(), axis)).toList();
      RankMap map = RankMap.of(own, others, shares);
      for (int i = 0; i < own.length; i++) {
        double step = map.at(own[i]) - own[i];
        for (int k = 0; k < COLORS; k++) {
          change[COLORS * i + k] += (float) (step * axis[k]);
        }
      }
    }
    for (int i = 0; i < colors.length; i++) {
      colors[i] += change[i];
    }
  }

  private static float[] along(float[] colors, double[] axis) {
    float[] values = new float[colors.length / COLORS];
    for (int i = 0; i < values.length; i++) {
      int at = COLORS * i;
      values[i] =
          (float) (axis[0] * colors[at] + axis[1] * colors[at + 1] + axis[2] * colors[at + 2]);
    }
    return values;
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
