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
    double whole = value(distance, none(style));
    double own =
        content
            .map(of -> Math.max(value(distance, of), StyleComparison.LEAST_DISTANCE * whole))
            .orElse(whole);
    return new ScaledDistance(distance, own > LEAST ? weight / own : 0);
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
