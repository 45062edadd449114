package dev.impasto.internal.loss;

import java.util.List;

/** The sum of the distances from several paintings, each with its weight. */
final class SummedDistance implements StyleDistance {
  private final List<StyleDistance> distances;

  SummedDistance(List<StyleDistance> distances) {
    this.distances = distances;
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
