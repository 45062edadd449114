package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Layer;
import dev.impasto.problem.InvalidInputException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Layers as written on the command line: {@code conv1_1,conv2_1} or {@code conv1_1=4,conv2_1=1}.
 */
record LayerList(String text) {
  /** The layers with their shares; where none is written, {@code usual} gives them. */
  SortedMap<Layer, Double> shares(Function<Collection<Layer>, SortedMap<Layer, Double>> usual) {
    TreeMap<Layer, Double> shares = new TreeMap<>();
    boolean written = text.contains("=");
    for (String item : text.split(",", -1)) {
      String[] parts = item.split("=", 2);
      Layer layer = Layer.of(parts[0]);
      require(!shares.containsKey(layer), "the layer %s is named twice in '%s'", layer, text);
      require(
          !written || parts.length == 2,
          "in '%s' every layer must have a weight or none, and %s has none",
          text,
          layer);
      shares.put(layer, written ? number(parts[1]) : 0.0);
    }
    return written ? shares : usual.apply(shares.keySet());
  }

  private double number(String share) {
    try {
      return Double.parseDouble(share);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "'%s' in '%s' is not a number; write layers as conv1_1=0.5,conv2_1=0.5"
              .formatted(share, text),
          e);
    }
  }
}
