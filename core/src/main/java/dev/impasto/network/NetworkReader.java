package dev.impasto.network;

import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.internal.weights.WeightFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a network from a weight file. */
final class NetworkReader {
  private static final List<Long> KERNEL = List.of(3L, 3L);

  private final WeightBytes source;
  private final WeightFile file;
  private final LayerNames names;

  private NetworkReader(WeightBytes source) {
    this.source = source;
    this.file = WeightFile.read(source);
    this.names = new LayerNames(source.name(), file.tensors());
  }

  static Network read(WeightBytes source, Optional<Preprocessing> preprocessing) {
    NetworkReader reader = new NetworkReader(source);
    Map<Layer, LayerNames.Pair> pairs = reader.pairs();
    TreeMap<Layer, Convolution> convolutions = new TreeMap<>();
    pairs.forEach((layer, pair) -> convolutions.put(layer, reader.convolution(layer, pair)));
    NetworkSummary summary = reader.summary(pairs, convolutions.get(Layer.CONV1_1), preprocessing);
    return new Network(
        summary.name(), summary.preprocessing(), summary.pooling(), convolutions, summary.facts());
  }

  /** Reads a network's description; of its numbers only those of conv1_1 are read. */
  static NetworkSummary summary(WeightBytes source, Optional<Preprocessing> preprocessing) {
    NetworkReader reader = new NetworkReader(source);
    Map<Layer, LayerNames.Pair> pairs = reader.pairs();
    LayerNames.Pair first = pairs.get(Layer.CONV1_1);
    return reader.summary(
        pairs, first == null ? null : reader.convolution(Layer.CONV1_1, first), preprocessing);
  }

  /** The layers' tensors; their shapes form a chain. */
  private Map<Layer, LayerNames.Pair> pairs() {
    Map<Layer, LayerNames.Pair> pairs = names.pairs();
    long channels = 3;
    NamedArray before = null;
    for (Map.Entry<Layer, LayerNames.Pair> entry : pairs.entrySet()) {
      check(entry.getKey(), entry.getValue(), channels, before);
      before = entry.getValue().weight();
      channels = before.shape().get(0);
    }
    return pairs;
  }

  private NetworkSummary summary(
      Map<Layer, LayerNames.Pair> pairs,
      @Nullable Convolution first,
      Optional<Preprocessing> preprocessing) {
    PreprocessingGuess convention =
        PreprocessingGuess.of(source.name(), file, first, preprocessing);
    Map<String, String> facts = new HashMap<>(file.metadata());
    NetworkMetadata.KEYS.forEach(facts::remove);
    facts.put("format", file.format().toString());
    facts.put("convention", convention.reason());
    TreeMap<Layer, Integer> filters = new TreeMap<>();
    pairs.forEach((layer, pair) -> filters.put(layer, Math.toIntExact(pair.bias().shape().get(0))));
    return new NetworkSummary(
        file.metadata().getOrDefault("name", source.name()),
        convention.preprocessing(),
        NetworkMetadata.pooling(source.name(), file.metadata()),
        filters,
        facts);
  }

  private void check(
      Layer layer, LayerNames.Pair pair, long channels, @Nullable NamedArray before) {
    NamedArray weight = pair.weight();
    List<Long> shape = weight.shape();
    if (shape.size() != 4 || !shape.subList(2, 4).equals(KERNEL)) {
      throw names.damaged(
          "%s, %s, is %s; VGG's filters are 3x3: outputs x inputs x 3 x 3",
          layer, weight.name(), weight.size());
    }
    if (shape.get(1) != channels) {
      throw names.damaged(
          "%s, %s, is %s, but takes %d channels from %s",
          layer,
          weight.name(),
          weight.size(),
          channels,
          before == null ? "the picture" : before.name() + " of " + before.size());
    }
    if (!pair.bias().shape().equals(List.of(shape.get(0)))) {
      throw names.damaged(
          "%s, %s, is %s where %d filters need one bias each",
          layer, pair.bias().name(), pair.bias().size(), shape.get(0));
    }
  }

  private Convolution convolution(Layer layer, LayerNames.Pair pair) {
    float[] weights = numbers(layer, pair.weight());
    float[] bias = numbers(layer, pair.bias());
    return new Convolution(weights.length / bias.length / 9, bias.length, weights, bias);
  }

  private float[] numbers(Layer layer, NamedArray tensor) {
    float[] values = tensor.values().get();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw names.damaged(
            "%s, %s, has the value %s at place %d; weights must be finite",
            layer, tensor.name(), values[i], i);
      }
    }
    return values;
  }
}
