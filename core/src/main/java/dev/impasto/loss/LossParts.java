package dev.impasto.loss;

import dev.impasto.network.Layer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weighted parts of a loss at a picture, by name, in the order in which they are added up.
 *
 * @param values what each part adds to the loss
 * @param layers of the parts that compare a network's responses, what each layer adds to the part
 */
public record LossParts(Map<String, Double> values, Map<String, SortedMap<Layer, Double>> layers) {
  /** The name of the content term. */
  public static final String CONTENT = "content";

  /** The name of the style term. */
  public static final String STYLE = "style";

  /** The name of what keeps details. */
  public static final String DETAIL = "detail";

  /** The name of what holds a frame of a film near the frame before. */
  public static final String TEMPORAL = "temporal";

  /** The name of total variation. */
  public static final String VARIATION = "tv";

  /** Keeps the order. */
  public LossParts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Map<String, SortedMap<Layer, Double>> kept = new LinkedHashMap<>();
    layers.forEach(
        (name, of) -> kept.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(of))));
    layers = Collections.unmodifiableMap(kept);
  }

  /** Parts of which it is not known what each layer adds. */
  public LossParts(Map<String, Double> values) {
    this(values, Map.of());
  }

  /** The whole loss: what is minimized (Eq 7). */
  public double total() {
    double total = 0;
    for (double value : values.values()) {
      total += value;
    }
    return total;
  }

  /** A part's value; 0 where the loss has no such part. */
  public double get(String name) {
    return values.getOrDefault(name, 0.0);
  }
}
