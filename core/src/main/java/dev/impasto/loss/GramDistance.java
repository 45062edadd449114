package dev.impasto.loss;

/** Gram matrices compared entry by entry: Eq 4, or its like. */
final class GramDistance implements StyleDistance {
  private final LayerStatistics style;
  private final LossConvention convention;
  private final double scale;

  /**
   * Of a style.
   *
   * @param scale what the sum of the squared differences of the divided matrices is multiplied by
   */
  GramDistance(LayerStatistics style, LossConvention convention, double scale) {
    this.style = style;
    this.convention = convention;
    this.scale = scale;
  }

  @Override
  public void balance(LayerStatistics content) {}

  /** {@code K = 4 scale (G/d - A/d') / d}: with F K, Eq 6 where scale is 1/(4 N²). */
  @Override
  public double compare(LayerStatistics result, StatisticsGradient slopes) {
    float[] k = slopes.gram();
    float[] gram = result.values();
    float[] target = style.values();
    double factor = 1 / convention.gramDivisor(result.channels(), result.positions());
    double styleFactor = 1 / convention.gramDivisor(style.channels(), style.positions());
    double squares = 0;
    for (int i = 0; i < gram.length; i++) {
      double difference = factor * gram[i] - styleFactor * target[i];
      squares += difference * difference;
      k[i] = (float) (4 * scale * factor * difference);
    }
    return scale * squares;
  }
}
