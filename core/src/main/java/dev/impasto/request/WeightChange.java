package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossOptions;

/**
 * New weights of the losses from a moment of a run on. The optimizer begins anew there, because
 * what it has learned belongs to another function.
 *
 * @param scale the size at which it happens, from 1
 * @param iteration evaluations done at that size, from 1; at the iterate that has them or the next
 * @param contentWeight α from then on
 * @param styleWeight β from then on
 * @param tvWeight the weight of total variation from then on
 * @param detail the weights of what keeps details from then on
 */
public record WeightChange(
    int scale,
    int iteration,
    double contentWeight,
    double styleWeight,
    double tvWeight,
    DetailTerm detail) {
  /** Checks the moment; the weights are checked with the loss that they are of. */
  public WeightChange {
    require(
        scale >= 1 && iteration >= 1,
        "weights change at scale 1 and iteration 1 or later, not at %d and %d",
        scale,
        iteration);
  }

  /** The weights of a loss, from a moment on. */
  public static WeightChange to(LossOptions loss, int scale, int iteration) {
    return new WeightChange(
        scale,
        iteration,
        loss.content().weight(),
        loss.style().weight(),
        loss.variation().weight(),
        loss.detail());
  }

  /** A loss with these weights. */
  public LossOptions in(LossOptions loss) {
    return loss.withWeights(contentWeight, styleWeight).withTvWeight(tvWeight).withDetail(detail);
  }
}
