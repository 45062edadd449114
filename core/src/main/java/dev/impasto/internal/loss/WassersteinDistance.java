package dev.impasto.internal.loss;

import dev.impasto.engine.SquareProduct;
import dev.impasto.loss.WassersteinComparison;

/**
 * {@code |μ - ν|² + tr(Σ + S - 2 (S^½ Σ S^½)^½)}: {@link WassersteinComparison}.
 *
 * <p>With {@code Σ = Uᵀ U} and {@code S = Wᵀ W}, U and W triangular, the last trace is the sum of
 * the singular values of {@code P = U Wᵀ = Q H}: tr H, which is the sum of the products of the
 * entries of P and Q. Roots of matrices, and the squares of their conditions, are not needed. The
 * matrix {@code T = Σ^-½ (Σ^½ S Σ^½)^½ Σ^-½ = U^-1 Q W} moves responses of covariance Σ to those of
 * covariance S, and the distance's derivative by Σ is {@code I - T} (Olkin and Pukelsheim, "The
 * distance between two random vectors with given dispersion matrices", 1982).
 */
final class WassersteinDistance implements StyleDistance {
  private final SquareProduct product;
  private final NormalResponses style;
  private final double noise;

  /** W. */
  private final float[] factor;

  /** Wᵀ. */
  private final float[] transposed;

  WassersteinDistance(
      WassersteinComparison comparison, LayerStatistics style, SquareProduct product) {
    this.product = product;
    this.noise = NormalResponses.noise(style, comparison.leastVariance(), comparison.relative());
    this.style = NormalResponses.of(style, noise);
    double[][] w = Triangle.factor(this.style.covariances(), style.channels(), noise);
    this.factor = Triangle.entries(w);
    this.transposed = Triangle.transposed(w);
  }

  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    int n = result.channels();
    NormalResponses own = NormalResponses.of(result, noise);
    double[][] u = Triangle.factor(own.covariances(), n, noise);
    float[] p = Triangle.entries(u);
    product.multiply(p, transposed, p);
    float[] q = OrthogonalFactor.of(product, p, n, noise);
    double value =
        own.squaredDistance(style.means()) + own.trace() + style.trace() - 2 * products(p, q);
    product.multiply(q, factor, q);
    product.multiply(Triangle.entries(Triangle.inverse(u)), q, q);
    own.derivative(style.means(), identityMinus(q, n), result.positions(), gradient);
    return value;
  }

  /** The sum of the products of two matrices' entries. */
  private static double products(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** {@code I - T}, symmetric in spite of rounding. */
  private static float[] identityMinus(float[] t, int n) {
    float[] difference = new float[t.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        float half = -(t[i * n + j] + t[j * n + i]) / 2;
        difference[i * n + j] = half;
        difference[j * n + i] = half;
      }
      difference[i * n + i] += 1;
    }
    return difference;
  }
}
