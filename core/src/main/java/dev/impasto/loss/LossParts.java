package dev.impasto.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weighted parts of a loss at a picture, by name, in the order in which they are added up.
 *
 * @param values what each part adds to the loss
 */
public record LossParts(Map<String, Double> values) {
  /** The name of the content term. */
  public static final String CONTENT = "content";

  /** The name of the style term. */
  public static final String STYLE = "style";

  /** The name of what keeps details. */
  public static final String DETAIL = "detail";

  /** The name of total variation. */
  public static final String VARIATION = "tv";

  /** Keeps the order. */
  public LossParts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
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
