package dev.impasto.color;

import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import java.util.List;

/**
 * Colors a result as Neural Neighbor Style Transfer does (Kolkin et al., arXiv 2203.13215, and its
 * program): lightness is the result's, within the painting's range; chroma is the photograph's, at
 * its places, with the painting's mean and covariance, smoothed where lightness is even.
 */
final class NeuralNeighborColors {
  /** Rounds of smoothing, and how fast a neighbor's weight falls with the distance of lightness. */
  private static final int ROUNDS = 5;

  private static final double EDGE = 10;

  /** A painting whose chroma has no larger covariance than this is gray. */
  private static final double GRAY = 6e-5;

  private NeuralNeighborColors() {}

  /**
   * The result in its new colors.
   *
   * @param photograph of the result's size; its mask says what of both pictures tells how
   * @param paintings of any size
   * @param shares what each painting counts
   */
  static Picture of(
      Picture result, ColorSample photograph, List<ColorSample> paintings, List<Double> shares) {
    List<Picture> wanted = paintings.stream().map(ColorSample::picture).map(Oklab::of).toList();
    List<PixelWeights> weights = paintings.stream().map(ColorSample::weights).toList();
    List<Floats> chromas = wanted.stream().map(lab -> chroma(lab).colors()).toList();
    ColorMoments moments = ColorMoments.mixed(chromas, weights, shares);
    chromas.forEach(Floats::close);
    if (isGray(moments.covariance())) {
      ColorSample painted = new ColorSample(result, photograph.mask());
      return ColorMap.SYMMETRIC.moved(painted, paintings, shares, 1);
    }
    Picture chroma = Oklab.of(photograph.picture());
    chroma = replaced(chroma, chroma(chroma));
    ColorMoments own = ColorMoments.of(chroma.colors(), photograph.weights());
    chroma = replaced(chroma, chroma.recolored(ColorMap.SYMMETRIC.moved(own, moments, 1)));
    Picture lab = Oklab.of(result);
    lab = replaced(lab, limited(lab, wanted, weights));
    for (int round = 0; round < ROUNDS; round++) {
      chroma = replaced(chroma, smoothed(chroma, lab));
    }
    Picture last = chroma;
    float[] row = new float[3 * last.width()];
    Picture both =
        lab.recolored(
            (y, shown) -> {
              last.colors().read((long) y * row.length, row, 0, row.length);
              for (int i = 0; i < row.length; i += 3) {
                shown[i + 1] = row[i + 1];
                shown[i + 2] = row[i + 2];
              }
            });
    last.colors().close();
    lab.colors().close();
    Picture encoded = replaced(both, Oklab.encoded(both));
    wanted.forEach(painting -> painting.colors().close());
    return encoded;
  }

  /** The second picture, where the first has served. */
  private static Picture replaced(Picture old, Picture made) {
    old.colors().close();
    return made;
  }

  private static boolean isGray(double[][] covariance) {
    double least = ColorMoments.LEAST_VARIANCE;
    return covariance[1][1] - least < GRAY
        && covariance[2][2] - least < GRAY
        && Math.abs(covariance[1][2]) < GRAY;
  }

  /** The values with all lightness 0. */
  private static Picture chroma(Picture lab) {
    return lab.recolored(
        (y, row) -> {
          for (int i = 0; i < row.length; i += 3) {
            row[i] = 0;
          }
        });
  }

  /** The values with lightness as the paintings have it. */
  private static Picture limited(Picture lab, List<Picture> paintings, List<PixelWeights> weights) {
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (int p = 0; p < paintings.size(); p++) {
      PixelWeights all = weights.get(p);
      ColorRuns.each(
          paintings.get(p).colors(),
          (first, run) -> {
            float[] counts = all.of(first, run.length / 3);
            for (int i = 0; i < run.length; i += 3) {
              if (counts[i / 3] > 0) {
                range[0] = Math.min(range[0], run[i]);
                range[1] = Math.max(range[1], run[i]);
              }
            }
          });
    }
    return lab.recolored(
        (y, row) -> {
          for (int i = 0; i < row.length; i += 3) {
            row[i] = Math.max(range[0], Math.min(range[1], row[i]));
          }
        });
  }

  /** A bilateral filter over 3x3 positions, guided by lightness. */
  private static Picture smoothed(Picture chroma, Picture lab) {
    int width = chroma.width();
    int height = chroma.height();
    // The rows above, at and below a place, each where its number modulo 3 says.
    float[][] chromas = new float[3][3 * width];
    float[][] lights = new float[3][3 * width];
    read(chroma, 0, chromas);
    read(lab, 0, lights);
    return chroma.recolored(
        (y, row) -> {
          if (y + 1 < height) {
            read(chroma, y + 1, chromas);
            read(lab, y + 1, lights);
          }
          float[] own = lights[y % 3];
          for (int x = 0; x < width; x++) {
            double sum = 0;
            double a = 0;
            double b = 0;
            for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
              float[] near = chromas[v % 3];
              float[] light = lights[v % 3];
              for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                double weight = Math.exp(-EDGE * Math.abs(light[3 * u] - own[3 * x]));
                sum += weight;
                a += weight * near[3 * u + 1];
                b += weight * near[3 * u + 2];
              }
            }
            row[3 * x] = 0;
            row[3 * x + 1] = (float) (a / sum);
            row[3 * x + 2] = (float) (b / sum);
          }
        });
  }

  private static void read(Picture picture, int y, float[][] rows) {
    float[] row = rows[y % 3];
    picture.colors().read((long) y * row.length, row, 0, row.length);
  }
}
