package dev.impasto.color;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * Linear maps of colors, {@code x -> T (x - m) + n}, that give a picture the mean n and the
 * covariance S of others, where its own are m and C. They differ in T (Gatys et al., "Controlling
 * Perceptual Factors in Neural Style Transfer", CVPR 2017, section 5.2).
 */
public enum ColorMap {
  /**
   * Of all such maps the one that changes colors least, {@code T = C^(-1/2) (C^(1/2) S
   * C^(1/2))^(1/2) C^(-1/2)}: the Monge map between normal distributions (Pitié and Kokaram, "The
   * linear Monge-Kantorovitch linear colour mapping for example-based colour transfer", CVMP 2007).
   */
  SYMMETRIC,

  /** {@code T = S^(1/2) C^(-1/2)}, with symmetric roots. */
  PCA,

  /** {@code T = L M^(-1)}, where {@code L Lᵀ} is S, {@code M Mᵀ} is C, and both are triangular. */
  CHOLESKY;

  private static final int COLORS = 3;

  /** {@link #moved(Picture, List, List, double)} with one other picture. */
  public Picture moved(Picture picture, Picture like, double strength) {
    return moved(picture, List.of(like), List.of(1.0), strength);
  }

  /**
   * Moves a picture's colors to those of others, mixed: to the mean and the covariance of a pixel
   * that is picked at random from one of them.
   *
   * @param like the other pictures, of any size
   * @param shares how likely each of them is picked, above 0; only their ratios matter
   * @param strength what part of the way each color goes, 0 (none of it) to 1
   * @return the picture with its alpha and with colors limited to 0..1
   * @throws InvalidInputException if the strength is out of its range
   */
  public Picture moved(Picture picture, List<Picture> like, List<Double> shares, double strength) {
    return moved(
        ColorSample.of(picture), like.stream().map(ColorSample::of).toList(), shares, strength);
  }

  /**
   * {@link #moved(Picture, List, List, double)} where only parts of pictures count. All colors of
   * the picture are moved, by the map of its part.
   *
   * @param like the parts of other pictures
   */
  public Picture moved(
      ColorSample sample, List<ColorSample> like, List<Double> shares, double strength) {
    require(
        strength >= 0 && strength <= 1,
        "the strength of a color transfer must be from 0 to 1, not %s",
        strength);
    if (strength == 0) {
      return sample.picture();
    }
    Picture picture = sample.picture();
    ColorMoments wanted =
        ColorMoments.mixed(
            like.stream().map(ColorSample::picture).map(Picture::colors).toList(),
            like.stream().map(ColorSample::weights).toList(),
            shares);
    ColorMoments own = ColorMoments.of(picture.colors(), sample.weights());
    Picture.Recoloring moved = moved(own, wanted, strength);
    return picture.recolored(
        (y, row) -> {
          moved.change(y, row);
          for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(0, Math.min(1, row[i]));
          }
        });
  }

  /** Moves triples of any values from their moments to others, without a limit. */
  Picture.Recoloring moved(ColorMoments own, ColorMoments wanted, double strength) {
    double[] mean = own.mean();
    double[][] map = map(own.covariance(), wanted.covariance());
    double[] old = new double[COLORS];
    return (y, row) -> {
      for (int i = 0; i < row.length; i += COLORS) {
        for (int k = 0; k < COLORS; k++) {
          old[k] = row[i + k];
        }
        for (int k = 0; k < COLORS; k++) {
          double moved = wanted.mean()[k];
          for (int l = 0; l < COLORS; l++) {
            moved += map[k][l] * (old[l] - mean[l]);
          }
          row[i + k] = (float) ((1 - strength) * old[k] + strength * moved);
        }
      }
    };
  }

  private double[][] map(double[][] from, double[][] to) {
    return switch (this) {
      case SYMMETRIC -> {
        double[][] root = Matrix3.root(from);
        double[][] inverse = Matrix3.inverse(root);
        double[][] middle = Matrix3.root(Matrix3.product(Matrix3.product(root, to), root));
        yield Matrix3.product(Matrix3.product(inverse, middle), inverse);
      }
      case PCA -> Matrix3.product(Matrix3.root(to), Matrix3.inverse(Matrix3.root(from)));
      case CHOLESKY ->
          Matrix3.product(Matrix3.cholesky(to), Matrix3.inverse(Matrix3.cholesky(from)));
    };
  }

  /** The name used on the command line, such as {@code symmetric}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
