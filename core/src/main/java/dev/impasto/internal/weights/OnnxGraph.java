package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of an ONNX graph and what they take from each other; its constants are apart. */
final class OnnxGraph {
  private static final int MOST = 2000;

  private final WeightBytes source;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final Map<String, List<OnnxNode>> takers = new HashMap<>();
  private final Map<String, OnnxTensor> initializers = new HashMap<>();

  OnnxGraph(WeightBytes source, Protobuf graph) {
    this.source = source;
    while (graph.next()) {
      if (graph.is(1)) {
        source.require(nodes.size() < MOST, "it has more than %d nodes; VGG-19 has about 50", MOST);
        nodes.add(OnnxNode.read(source, graph.message()));
      } else if (graph.is(5)) {
        OnnxTensor tensor = new OnnxTensor(source, graph.message());
        source.require(initializers.size() < MOST, "it has more than %d initializers", MOST);
        source.require(
            initializers.put(tensor.name(), tensor) == null,
            "it has the initializer %s twice",
            tensor.name());
      }
    }
    for (OnnxNode node : nodes) {
      node.outputs().forEach(output -> makers.put(output, node));
      new LinkedHashSet<>(node.inputs())
          .forEach(input -> takers.computeIfAbsent(input, i -> new ArrayList<>()).add(node));
    }
  }

  /** How many convolutions it has. */
  long convolutions() {
    return nodes.stream().filter(node -> node.operation().equals("Conv")).count();
  }

  /** The name of the picture: what is neither a constant nor made by a node. */
  String picture() {
    Set<String> free = new LinkedHashSet<>();
    for (OnnxNode node : nodes) {
      String input = node.input(0);
      if (!input.isEmpty() && !makers.containsKey(input) && !initializers.containsKey(input)) {
        free.add(input);
      }
    }
    source.require(
        free.size() == 1,
        "VGG takes one picture, but this graph has %d inputs%s",
        free.size(),
        free.isEmpty() ? "" : ", such as " + free.iterator().next());
    return free.iterator().next();
  }

  /** The nodes that take a value. */
  List<OnnxNode> takers(String value) {
    return takers.getOrDefault(value, List.of());
  }

  /** Whether a value is the same for every picture. */
  boolean isConstant(String value) {
    return tensor(value) != null;
  }

  /** The constant of a name, as {@code as} in messages. */
  OnnxTensor constant(String value, String as) {
    OnnxTensor tensor = tensor(value);
    if (tensor == null) {
      OnnxNode maker = makers.get(value);
      throw maker == null
          ? source.damaged("%s, its initializer %s, is missing", as, value)
          : source.damaged(
              "%s is made by the node %s %s; only constants can be read",
              as, maker.operation(), maker.output());
    }
    return tensor;
  }

  /** Follows what only passes a constant on, or takes its quantization back. */
  private @Nullable OnnxTensor tensor(String value) {
    String name = value;
    Set<String> passed = new HashSet<>();
    OnnxNode dequantizer = null;
    while (passed.add(name)) {
      OnnxTensor initializer = initializers.get(name);
      OnnxNode maker = makers.get(name);
      if (initializer == null && maker != null && maker.operation().equals("Constant")) {
        initializer = maker.tensors().get("value");
      }
      if (initializer != null) {
        return dequantizer == null ? initializer : dequantized(initializer, dequantizer);
      }
      if (maker == null) {
        return null;
      }
      switch (maker.operation()) {
        case "Identity", "Cast" -> {}
        case "DequantizeLinear" -> {
          if (dequantizer != null) {
            return null;
          }
          dequantizer = maker;
        }
        default -> {
          return null;
        }
      }
      name = maker.input(0);
    }
    return null;
  }

  private OnnxTensor dequantized(OnnxTensor tensor, OnnxNode node) {
    List<Long> axis = node.settings().getOrDefault("axis", List.of(1L));
    OnnxTensor scale = constant(node.input(1), "a scale");
    String zero = node.input(2);
    return tensor.scaled(
        axis.isEmpty() ? 1 : axis.get(0),
        scale,
        zero.isEmpty() ? null : constant(zero, "a zero point"));
  }
}
