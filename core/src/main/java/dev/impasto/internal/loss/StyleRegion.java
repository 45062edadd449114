package dev.impasto.internal.loss;

import dev.impasto.network.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the picture and what its style is compared with.
 *
 * @param guide the part; empty for the whole picture
 * @param targets the paintings' statistics at the style layers
 * @param share of the style weight, 0 or more
 */
public record StyleRegion(
    Optional<Guide> guide, Map<Layer, List<StyleTarget>> targets, double share) {
  /** The whole picture. */
  public static StyleRegion whole(Map<Layer, List<StyleTarget>> targets) {
    return new StyleRegion(Optional.empty(), targets, 1);
  }
}
