package dev.impasto.cli;

import dev.impasto.loss.MaskMode;
import java.util.List;
import java.util.Optional;

/**
 * How the masks of an earlier result were meant.
 *
 * @param weights what the style weight is multiplied by in each part
 * @param mode which of the network's positions belong to a part
 */
record MaskSettings(List<Double> weights, Optional<MaskMode> mode) {}
