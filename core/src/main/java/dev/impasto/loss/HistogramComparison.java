package dev.impasto.loss;

/**
 * The histogram of each filter's responses: a {@link DistributionComparison} along the filters' own
 * axes. {@code Σ (F - R(F))²}, where R moves each response to the painting's of equal rank.
 *
 * <p>Risser, Wilmot and Barnes, "Stable and controllable neural texture synthesis and style
 * transfer using histogram losses", arXiv 1701.08893, section 4.2, which counts responses in 256
 * bins; here they are sorted.
 *
 * @param relative whether the distance is 1 for the photograph
 */
public record HistogramComparison(boolean relative) implements DistributionComparison {}
