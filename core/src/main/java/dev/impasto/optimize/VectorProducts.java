package dev.impasto.optimize;

import java.io.Serializable;

/**
 * Products of the vectors that L-BFGS remembers: all that it must know of them to find its
 * direction. Those of a vector's parts add up to those of the vector. Pairs are numbered from the
 * newest, 0.
 */
public final class VectorProducts implements Serializable {
  private static final long serialVersionUID = 1;

  private final int pairs;

  /** {@code s_i'y_j} for every i that is not newer than j. */
  final double[][] stepChange;

  /** {@code y_i'D y_j}, where D is the diagonal. */
  final double[][] changeChange;

  /** {@code s_i'g}, where g is the gradient. */
  final double[] stepGradient;

  /** {@code y_i'D g}. */
  final double[] changeGradient;

  /** {@code g'g}, {@code g'D g} and {@code s_0'D^-1 s_0}. */
  double square;

  double scaledSquare;
  double newestStep;

  /** The largest magnitudes in the point and in the gradient. */
  double largest;

  double largestSlope;

  VectorProducts(int pairs) {
    this.pairs = pairs;
    stepChange = new double[pairs][pairs];
    changeChange = new double[pairs][pairs];
    stepGradient = new double[pairs];
    changeGradient = new double[pairs];
  }

  /** How many pairs are remembered. */
  int pairs() {
    return pairs;
  }

  /** Adds those of another part; returns this. */
  public VectorProducts plus(VectorProducts other) {
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        stepChange[i][j] += other.stepChange[i][j];
        changeChange[i][j] += other.changeChange[i][j];
      }
      stepGradient[i] += other.stepGradient[i];
      changeGradient[i] += other.changeGradient[i];
    }
    square += other.square;
    scaledSquare += other.scaledSquare;
    newestStep += other.newestStep;
    largest = Math.max(largest, other.largest);
    largestSlope = Math.max(largestSlope, other.largestSlope);
    return this;
  }

  /** The same without any pair. */
  VectorProducts withoutPairs() {
    VectorProducts alone = new VectorProducts(0);
    alone.square = square;
    alone.scaledSquare = square;
    alone.largest = largest;
    alone.largestSlope = largestSlope;
    return alone;
  }

  /**
   * A quasi-Newton direction: {@code d = -scale D (g + Σ changes_i y_i) + Σ steps_i s_i}.
   *
   * @param slope its product with the gradient
   */
  @SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
  public record Direction(double scale, double[] changes, double[] steps, double slope)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** That of {@link LbfgsMemory#direction}, by the products alone. */
  Direction direction() {
    double scale = pairs == 0 ? 1 : scale();
    double[] alphas = new double[pairs];
    for (int k = 0; k < pairs; k++) {
      double product = -stepGradient[k];
      for (int j = 0; j < k; j++) {
        product -= alphas[j] * stepChange[k][j];
      }
      alphas[k] = product / stepChange[k][k];
    }
    double[] steps = new double[pairs];
    for (int k = pairs - 1; k >= 0; k--) {
      double product = -changeGradient[k];
      for (int j = 0; j < pairs; j++) {
        product -= alphas[j] * changeChange[k][j];
      }
      product *= scale;
      for (int j = k + 1; j < pairs; j++) {
        product += steps[j] * stepChange[j][k];
      }
      steps[k] = alphas[k] - product / stepChange[k][k];
    }
    double slope = -scaledSquare;
    for (int j = 0; j < pairs; j++) {
      slope -= alphas[j] * changeGradient[j];
    }
    slope *= scale;
    for (int j = 0; j < pairs; j++) {
      slope += steps[j] * stepGradient[j];
    }
    return new Direction(scale, alphas, steps, slope);
  }

  private double scale() {
    return LbfgsMemory.scale(stepChange[0][0], changeChange[0][0], newestStep);
  }
}
