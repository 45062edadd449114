package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.List;

/**
 * Means μ and standard deviations σ of the filters' responses, without their covariances: {@code Σ
 * (μ - ν)² + (σ - s)²} over the filters. It is the {@link WassersteinComparison} of filters that
 * respond independently of each other.
 *
 * <p>The means and deviations of batch normalization, as a style loss: Li, Wang, Liu and Hou,
 * "Demystifying neural style transfer", IJCAI 2017.
 *
 * @param leastVariance added to each filter's variance, so that one without variance has a
 *     derivative, above 0: a part of the painting's mean variance where the distance is relative, a
 *     number where it is not
 * @param relative whether the distance is 1 for the photograph; otherwise it is the mean over the
 *     filters
 */
public record MomentsComparison(double leastVariance, boolean relative) implements StyleComparison {
  /** Checks the variance. */
  public MomentsComparison {
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
