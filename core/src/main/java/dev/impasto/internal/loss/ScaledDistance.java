package dev.impasto.internal.loss;

import dev.impasto.loss.StyleComparison;
import java.util.List;
import java.util.Optional;

/** Another distance times a factor. */
final class ScaledDistance implements StyleDistance {
  /** Nearer than this are only pictures without any response. */
  private static final double LEAST = 1e-12;

  private final StyleDistance distance;
  private final double factor;

  ScaledDistance(StyleDistance distance, double factor) {
    this.distance = distance;
    this.factor = factor;
  }

  /**
   * A distance that has the value {@code weight} for the photograph, or for a picture without any
   * response where there is no photograph. A photograph that is closer than {@link
   * StyleComparison#LEAST_DISTANCE} of that counts as that far.
   */
  static ScaledDistance relative(
      StyleDistance distance,
      LayerStatistics style,
      Optional<LayerStatistics> content,
      double weight) {
    return new ScaledDistance(
        distance,
        factor(weight, value(distance, none(style)), content.map(of -> value(distance, of))));
  }

  /**
   * What a distance is multiplied by to be relative; 0 where there is nothing to be relative to.
   *
   * @param weight the value that the photograph is to have
   * @param whole the distance of no response at all
   * @param own the photograph's, where there is one
   */
  static double factor(double weight, double whole, Optional<Double> own) {
    double one = own.map(of -> Math.max(of, StyleComparison.LEAST_DISTANCE * whole)).orElse(whole);
    return one > LEAST ? weight / one : 0;
  }

  private static LayerStatistics none(LayerStatistics style) {
    return new LayerStatistics(
        style.channels(),
        style.positions(),
        new float[style.values().length],
        new float[style.sums().length],
        List.of());
  }

  private static double value(StyleDistance distance, LayerStatistics of) {
    return distance.compare(of, StatisticsGradient.of(of));
  }

  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    double value = distance.compare(result, gradient);
    gradient.scale(factor);
    return factor * value;
  }
}
