package dev.impasto.internal.vgg;

import dev.impasto.engine.Tensor;

/**
 * A part of the loss that depends on one layer's response. The pass evaluates a picture tile by
 * tile: a loss adds up what it needs to know of each, has its value when all have been, and then
 * gives each tile's derivative. A response is valid in {@link #add} and {@link #backward}, and at
 * no other time.
 */
public interface LayerLoss {
  /** Begins an evaluation: nothing has been added. */
  void begin();

  /** Adds the layer's response to the present tile. */
  void add();

  /** Ends the evaluation; returns this part of the loss for what has been added. */
  double finish();

  /**
   * Adds the derivative of what {@link #finish()} returned last.
   *
   * @param gradient the derivative with respect to the layer's response to the present tile, added
   *     to
   */
  void backward(Tensor gradient);
}
