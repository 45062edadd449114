package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks of layers and weights that several terms make. */
final class LayerShares {
  private LayerShares() {}

  static SortedMap<Layer, Double> checked(
      String kind, double weight, SortedMap<Layer, Double> layers) {
    requireWeight(kind + " weight", weight);
    require(
        weight == 0 || !layers.isEmpty(),
        "with a %s weight of %s there must be a %s layer",
        kind,
        weight,
        kind);
    layers.forEach(
        (layer, share) ->
            require(
                share > 0 && share < Double.POSITIVE_INFINITY,
                "the weight of %s layer %s must be a number above 0, not %s",
                kind,
                layer,
                share));
    return Collections.unmodifiableSortedMap(new TreeMap<>(layers));
  }

  static void requireWeight(String name, double weight) {
    require(
        weight >= 0 && weight < Double.POSITIVE_INFINITY,
        "the %s must be a number of 0 or more, not %s",
        name,
        weight);
  }
}
