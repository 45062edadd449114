package dev.impasto.internal.loss;

import dev.impasto.loss.StyleComparison;
import java.util.List;
import java.util.Optional;

/** The sum of the distances from several paintings, each with its weight. */
final class SummedDistance implements StyleDistance {
  private final List<StyleDistance> distances;

  private SummedDistance(List<StyleDistance> distances) {
    this.distances = distances;
  }

  /** {@link StyleDistance#of}, from several targets with their shares of the weight. */
  static StyleDistance of(
      StyleComparison comparison,
      List<StyleTarget> targets,
      Optional<LayerStatistics> content,
      double weight) {
    List<StyleDistance> each =
        targets.stream()
            .map(t -> StyleDistance.of(comparison, t.statistics(), content, t.share() * weight))
            .toList();
    return each.size() == 1 ? each.get(0) : new SummedDistance(each);
  }

  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    StatisticsGradient each = StatisticsGradient.of(result);
    double value = distances.get(0).compare(result, gradient);
    for (StyleDistance distance : distances.subList(1, distances.size())) {
      value += distance.compare(result, each);
      gradient.add(each);
    }
    return value;
  }
}
