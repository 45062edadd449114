package dev.impasto.loss;

/**
 * What holds a frame of a film near the frame before: the mean over values of {@code c (x - w)²},
 * where w is the result of the frame before, moved to where this frame has what it shows, and c,
 * from 0 to 1, says how far that can be trusted (Ruder, Dosovitskiy and Brox, "Artistic style
 * transfer for videos", GCPR 2016). Without a frame before there is no such term.
 *
 * @param weight what the mean is multiplied by, 0 or more; colors are from 0 to 1
 */
public record TemporalTerm(double weight) {
  /** The weight that suits the relative losses of {@link LossConvention#BALANCED}. */
  public static final TemporalTerm USUAL = new TemporalTerm(50);

  /** Checks the weight. */
  public TemporalTerm {
    LayerShares.requireWeight("temporal weight", weight);
  }
}
