package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.LayerLoss;

/** What the style of one layer, or of one region at it, adds to the loss. */
public interface StyleLoss extends LayerLoss {
  /** The weighted value of the last evaluation. */
  double value();

  /** Multiplies the value and its derivative, from the next evaluation on, by this alone. */
  void weigh(double factor);
}
