package dev.impasto.network;

import dev.impasto.engine.Pooling;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network's description, without its numbers.
 *
 * @param name what it is called
 * @param preprocessing how a picture becomes its input
 * @param pooling the pooling it was trained with
 * @param filters for each of its layers, in order, how many filters it has
 * @param facts other facts that its file states
 */
public record NetworkSummary(
    String name,
    Preprocessing preprocessing,
    Pooling pooling,
    SortedMap<Layer, Integer> filters,
    Map<String, String> facts) {
  /** Keeps what is given as it is now. */
  public NetworkSummary {
    filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    facts = Map.copyOf(facts);
  }
}
