package dev.impasto.internal.loss;

/** How far a layer's statistics are from those of a painting, with the derivative. */
public interface StyleDistance {
  /**
   * Compares.
   *
   * @param result the statistics of a picture
   * @param gradient receives the derivative
   * @return the weighted value
   */
  double compare(LayerStatistics result, StatisticsGradient gradient);
}
