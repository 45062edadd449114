package dev.impasto.engine;

/** The values of a response Y at some of its positions. */
public interface SampleOperation {
  /**
   * Takes them.
   *
   * @param samples receives {@code positions taken x channels} values
   */
  void forward(float[] samples);

  /**
   * Adds their derivative.
   *
   * @param slopes the derivative with respect to the values taken
   * @param dy that with respect to Y, added to
   */
  void backward(float[] slopes, Tensor dy);
}
