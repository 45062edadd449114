package dev.impasto.internal.loss;

import dev.impasto.loss.GramComparison;

/** Gram matrices compared entry by entry: Eq 4 of the paper, or the same with other factors. */
final class GramDistance implements StyleDistance {
  private final GramComparison comparison;
  private final LayerStatistics style;
  private final double scale;

  GramDistance(GramComparison comparison, LayerStatistics style, double weight) {
    this.comparison = comparison;
    this.style = style;
    this.scale = comparison.scale(weight, style.channels());
  }

  /** {@code K = 4 scale (G/d - A/d') / d}: with F K, Eq 6 where scale is 1/(4 N²). */
  @Override
  public double compare(LayerStatistics result, StatisticsGradient gradient) {
    float[] k = gradient.gram();
    float[] gram = result.values();
    float[] target = style.values();
    double factor = 1 / comparison.divisor(result.channels(), result.positions());
    double styleFactor = 1 / comparison.divisor(style.channels(), style.positions());
    double squares = 0;
    for (int i = 0; i < gram.length; i++) {
      double difference = factor * gram[i] - styleFactor * target[i];
      squares += difference * difference;
      k[i] = (float) (4 * scale * factor * difference);
    }
    return scale * squares;
  }
}
