package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * How far the distributions of a layer's responses along directions are from those of the painting:
 * the mean, over directions and positions, of {@code (x - y)²}, where y is the painting's response
 * of the same rank as x: the squared Wasserstein-2 distance of two distributions of numbers.
 *
 * <p>The order of the responses does not change in a small step, so the derivative by x is that of
 * {@code (x - y)²} alone (Heitz et al., "A Sliced Wasserstein Loss for Neural Texture Synthesis",
 * CVPR 2021).
 */
final class DistributionLoss implements StyleLoss {
  private final ResponseDistribution responses;
  private final List<Painting> paintings;
  private double factor = 1;
  private double value;

  /**
   * What responses are compared with.
   *
   * @param quantiles of the painting's responses, for each direction
   * @param weight of the distance
   */
  record Painting(List<Quantiles> quantiles, double weight) {
    /** The mean square of the responses, which is their distance from none. */
    double whole() {
      return quantiles.stream().mapToDouble(Quantiles::meanSquare).average().orElse(0);
    }
  }

  /**
   * A loss of the responses to come.
   *
   * @param responses of which the photograph's are the last taken
   * @param relative whether distances are relative to the photograph's
   * @param photograph whether there is one to whose distance others may be relative
   * @param weight the style weight times the layer's share
   */
  DistributionLoss(
      ResponseDistribution responses,
      boolean relative,
      boolean photograph,
      List<StyleTarget> targets,
      double weight) {
    this.responses = responses;
    this.paintings =
        targets.stream()
            .map(
                target -> {
                  Painting plain = new Painting(target.statistics().quantiles(), 1);
                  double all = weight * target.share();
                  return new Painting(
                      plain.quantiles, relative ? factor(all, plain, photograph) : all);
                })
            .toList();
  }

  private double factor(double all, Painting painting, boolean photograph) {
    Optional<Double> own =
        photograph ? Optional.of(responses.distance(List.of(painting))) : Optional.empty();
    return ScaledDistance.factor(all, painting.whole(), own);
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void weigh(double other) {
    factor = other;
  }

  @Override
  public void begin() {
    responses.begin();
  }

  @Override
  public void add() {
    responses.add();
  }

  @Override
  public double finish() {
    value = factor * responses.move(paintings, factor);
    return value;
  }

  @Override
  public void backward(Tensor gradient) {
    responses.addDerivative(gradient);
  }
}
