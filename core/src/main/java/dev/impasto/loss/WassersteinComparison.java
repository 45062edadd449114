package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.List;

/**
 * The squared Wasserstein-2 distance between normal distributions with the means μ, ν and the
 * covariances Σ, S of the filters' responses: {@code |μ - ν|² + tr(Σ + S - 2 (S^½ Σ S^½)^½)}, what
 * it takes to move the one distribution onto the other.
 *
 * <p>Dowson and Landau, "The Fréchet distance between multivariate normal distributions", Journal
 * of Multivariate Analysis 12, 1982; as a style loss in style-transfer-pytorch.
 *
 * @param leastVariance added to each filter's variance in both pictures, as of white noise, above
 *     0: a part of the painting's mean variance where the distance is relative, a number where it
 *     is not
 * @param relative whether the distance is 1 for the photograph; otherwise it is the mean over the
 *     filters
 */
public record WassersteinComparison(double leastVariance, boolean relative)
    implements StyleComparison {
  /** Checks the variance. */
  public WassersteinComparison {
    StyleComparison.requireVariance(leastVariance);
  }

  @Override
  public boolean comparesMeans() {
    return true;
  }

  @Override
  public List<Displacement> displacements(Layer layer) {
    return List.of();
  }

  @Override
  public double share(int longest) {
    return relative ? StyleComparison.part(longest, WHOLE_FROM) : 1;
  }
}
