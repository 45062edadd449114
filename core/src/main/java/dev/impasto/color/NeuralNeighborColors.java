package dev.impasto.color;

import dev.impasto.picture.Picture;
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
    List<float[]> wanted = paintings.stream().map(ColorSample::picture).map(Oklab::of).toList();
    List<float[]> weights = paintings.stream().map(ColorSample::weights).toList();
    ColorMoments moments =
        ColorMoments.mixed(
            wanted.stream().map(NeuralNeighborColors::chroma).toList(), weights, shares);
    if (isGray(moments.covariance())) {
      ColorSample painted = new ColorSample(result, photograph.mask());
      return ColorMap.SYMMETRIC.moved(painted, paintings, shares, 1);
    }
    float[] lab = Oklab.of(result);
    float[] chroma = chroma(Oklab.of(photograph.picture()));
    ColorMoments own = ColorMoments.of(chroma, photograph.weights());
    chroma = ColorMap.SYMMETRIC.moved(chroma, own, moments, 1);
    limitLightness(lab, wanted, weights);
    for (int round = 0; round < ROUNDS; round++) {
      chroma = smoothed(chroma, lab, result.width(), result.height());
    }
    for (int i = 0; i < lab.length; i += 3) {
      lab[i + 1] = chroma[i + 1];
      lab[i + 2] = chroma[i + 2];
    }
    return new Picture(
        result.width(), result.height(), Oklab.encoded(lab), result.alpha().orElse(null));
  }

  private static boolean isGray(double[][] covariance) {
    double least = ColorMoments.LEAST_VARIANCE;
    return covariance[1][1] - least < GRAY
        && covariance[2][2] - least < GRAY
        && Math.abs(covariance[1][2]) < GRAY;
  }

  /** The values with all lightness 0. */
  private static float[] chroma(float[] lab) {
    float[] chroma = lab.clone();
    for (int i = 0; i < chroma.length; i += 3) {
      chroma[i] = 0;
    }
    return chroma;
  }

  private static void limitLightness(float[] lab, List<float[]> paintings, List<float[]> weights) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int p = 0; p < paintings.size(); p++) {
      float[] painting = paintings.get(p);
      for (int i = 0; i < painting.length; i += 3) {
        if (weights.get(p)[i / 3] > 0) {
          low = Math.min(low, painting[i]);
          high = Math.max(high, painting[i]);
        }
      }
    }
    for (int i = 0; i < lab.length; i += 3) {
      lab[i] = Math.max(low, Math.min(high, lab[i]));
    }
  }

  /** A bilateral filter over 3x3 positions, guided by lightness. */
  private static float[] smoothed(float[] chroma, float[] lab, int width, int height) {
    float[] smoothed = new float[chroma.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        double sum = 0;
        double a = 0;
        double b = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
            int near = 3 * (v * width + u);
            double weight = Math.exp(-EDGE * Math.abs(lab[near] - lab[at]));
            sum += weight;
            a += weight * chroma[near + 1];
            b += weight * chroma[near + 2];
          }
        }
        smoothed[at + 1] = (float) (a / sum);
        smoothed[at + 2] = (float) (b / sum);
      }
    }
    return smoothed;
  }
}
