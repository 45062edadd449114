package dev.impasto.loss;

/** How far a layer's statistics are from those of a style picture, with the derivative. */
interface StyleDistance {
  /** Has the content picture's statistics taken into account, where the convention does. */
  void balance(StyleTarget content);

  /**
   * Compares.
   *
   * @param result the statistics of a picture
   * @param k receives twice the derivative with respect to each of {@link StyleTarget#values()}
   * @param b receives the derivative with respect to each of {@link StyleTarget#sums()}
   * @return the weighted value
   */
  double compare(StyleTarget result, float[] k, float[] b);
}
