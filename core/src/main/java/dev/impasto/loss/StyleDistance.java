package dev.impasto.loss;

/** How far a layer's statistics are from those of a style picture, with the derivative. */
interface StyleDistance {
  /** Has the content picture's statistics taken into account, where the convention does. */
  void balance(LayerStatistics content);

  /**
   * Compares.
   *
   * @param result the statistics of a picture
   * @param slopes receives the derivative
   * @return the weighted value
   */
  double compare(LayerStatistics result, StatisticsGradient slopes);
}
