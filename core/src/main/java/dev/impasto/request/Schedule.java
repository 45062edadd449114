package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.function.UnaryOperator;

/**
 * The sizes that a run goes through, coarse to fine, and the evaluations that it spends at each.
 *
 * @param start what the first size starts from; each other one starts from the result before
 * @param iterations evaluations of loss and gradient at the first and smallest size, at least 1
 * @param iterationGrowth how many times the evaluations of the next larger size each size gets,
 *     from 1 to 4
 * @param scales how many sizes there are, each √2 larger than the one before, 1 to 32; 0 for as
 *     many as {@code minScale} allows
 * @param minScale the longest side, in pixels, below which no size is begun with, at least 16;
 *     where {@code scales} is above 0 that decides alone
 */
public record Schedule(
    InitialPicture start, int iterations, double iterationGrowth, int scales, int minScale) {
  /** Checks the values. */
  public Schedule {
    require(iterations >= 1, "the iterations must be at least 1, not %d", iterations);
    require(
        iterationGrowth >= 1 && iterationGrowth <= 4,
        "the growth of the iterations must be from 1 to 4, not %s",
        iterationGrowth);
    require(
        scales >= 0 && scales <= 32,
        "the scales must be from 1 to 32, or 0 for as many as fit, not %d",
        scales);
    require(
        minScale >= TransferOptions.SMALLEST,
        "the smallest scale must be at least %d pixels, not %d",
        TransferOptions.SMALLEST,
        minScale);
  }

  /** The same with another {@link #start()}. */
  public Schedule withStart(UnaryOperator<InitialPicture> change) {
    return new Schedule(change.apply(start), iterations, iterationGrowth, scales, minScale);
  }

  /** The same with another {@link #iterations()}. */
  public Schedule withIterations(int value) {
    return new Schedule(start, value, iterationGrowth, scales, minScale);
  }

  /** The same with another {@link #iterationGrowth()}. */
  public Schedule withIterationGrowth(double value) {
    return new Schedule(start, iterations, value, scales, minScale);
  }

  /** The same with another {@link #scales()}. */
  public Schedule withScales(int value) {
    return new Schedule(start, iterations, iterationGrowth, value, minScale);
  }

  /** The same with another {@link #minScale()}. */
  public Schedule withMinScale(int value) {
    return new Schedule(start, iterations, iterationGrowth, scales, value);
  }

  /** How many evaluations a size gets that so many smaller ones come before. */
  public int iterations(int smallerScales) {
    return (int) Math.max(1, Math.round(iterations / Math.pow(iterationGrowth, smallerScales)));
  }
}
