package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a network of MatConvNet out of a MATLAB file: a list {@code layers} of structures with a
 * name and weights, and {@code averageImage}, the means of red, green and blue.
 *
 * <p>A structure is a Map, a list or cell array a List, a text a String, numbers a {@link
 * MatArray}.
 */
final class MatConvNet {
  private final WeightBytes source;
  private final List<NamedArray> tensors = new ArrayList<>();

  private MatConvNet(WeightBytes source) {
    this.source = source;
  }

  static WeightFile read(WeightBytes source) {
    MatConvNet reader = new MatConvNet(source);
    Map<?, ?> variables = Mat5.isHdf5(source) ? MatHdf5.read(source) : new Mat5(source).read();
    Map<?, ?> network = network(variables);
    if (network == null) {
      throw source.damaged(
          "it has no list of layers, as a network of MatConvNet has; %s", ForeignFile.FETCH);
    }
    for (Object layer : list(network.get("layers"))) {
      if (layer instanceof Map<?, ?> map) {
        reader.layer(map);
      }
    }
    source.require(!reader.tensors.isEmpty(), "none of its layers has filters");
    return new WeightFile(Format.MATCONVNET, reader.preprocessing(network), reader.tensors);
  }

  /** The variables themselves, or a structure among them. */
  private static @Nullable Map<?, ?> network(Map<?, ?> variables) {
    if (variables.containsKey("layers")) {
      return variables;
    }
    for (Object value : variables.values()) {
      if (value instanceof Map<?, ?> map && map.containsKey("layers")) {
        return map;
      }
    }
    return null;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list
        ? list
        : value instanceof Map<?, ?> ? List.of(value) : List.of();
  }

  private void layer(Map<?, ?> layer) {
    List<?> weights = list(layer.get("weights"));
    Object filters = weights.isEmpty() ? layer.get("filters") : weights.get(0);
    Object biases = weights.size() < 2 ? layer.get("biases") : weights.get(1);
    if (!(layer.get("name") instanceof String name) || !(filters instanceof MatArray array)) {
      return;
    }
    List<Long> shape = array.shape();
    if (shape.size() < 3 || shape.get(0) != 3 || shape.get(1) != 3) {
      return; // It is fully connected.
    }
    source.require(array.values().length > 0, "the filters of %s are empty", name);
    tensors.add(
        FilterLayout.ofMatlab(
            name + ".weight", shape.get(2), shape.size() > 3 ? shape.get(3) : 1, array.values()));
    if (biases instanceof MatArray bias && bias.values().length > 0) {
      tensors.add(
          new NamedArray(name + ".bias", List.of((long) bias.values().length), bias::values));
    }
  }

  /** The means of colors of 0 to 255, if the file has them. */
  private Map<String, String> preprocessing(Map<?, ?> network) {
    Object meta = network.get("meta");
    Object place = meta instanceof Map<?, ?> map ? map.get("normalization") : null;
    Object normalization = place == null ? network.get("normalization") : place;
    if (!(normalization instanceof Map<?, ?> map)
        || !(map.get("averageImage") instanceof MatArray image)
        || image.values().length == 0
        || image.values().length % 3 != 0) {
      return Map.of();
    }
    float[] values = image.values();
    List<Double> means = new ArrayList<>();
    for (int color = 0; color < 3; color++) {
      double sum = 0;
      for (int i = 0; i < values.length / 3; i++) {
        sum += values[color * (values.length / 3) + i];
      }
      // A mean of 123.68 in single precision is 123.68 again.
      means.add(Math.rint(3 * sum / values.length * 1e4) / 1e4);
    }
    Map<String, String> metadata = new HashMap<>();
    metadata.put("channels", "RGB");
    metadata.put("range", "0..255");
    metadata.put("mean", means.stream().map(String::valueOf).collect(Collectors.joining(",")));
    metadata.put("std", "1,1,1");
    return metadata;
  }
}
