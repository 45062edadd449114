package dev.impasto.internal.vgg;

import dev.impasto.engine.Tensor;

/**
 * A part of the loss that depends on one layer's response. The response is valid in {@link
 * #forward} and {@link #backward}, and at no other time.
 */
public interface LayerLoss {
  /** Returns this part of the loss for the layer's present response. */
  double forward();

  /**
   * Adds the derivative of what {@link #forward()} returned last.
   *
   * @param gradient the derivative with respect to the layer's response, added to
   */
  void backward(Tensor gradient);
}
