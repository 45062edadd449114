package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the convolutions of an ONNX model by following its graph from the picture on: Conv and Relu
 * by turns, pooling between the blocks, up to what comes after the last pooling.
 */
final class Onnx {
  private static final int MOST = 2000;

  private final WeightBytes source;
  private final Map<String, List<OnnxNode>> consumers = new HashMap<>();
  private final Set<String> made = new HashSet<>();
  private final List<OnnxNode> convolutions = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new HashMap<>();
  private final List<NamedArray> tensors = new ArrayList<>();
  private final Set<String> poolings = new HashSet<>();

  private Onnx(WeightBytes source) {
    this.source = source;
  }

  static WeightFile read(WeightBytes source) {
    Onnx onnx = new Onnx(source);
    Protobuf model = Protobuf.of(source);
    boolean graph = false;
    while (model.next()) {
      if (model.is(7)) {
        source.require(!graph, "it has more than one graph");
        graph = true;
        onnx.graph(model.message());
      }
    }
    source.require(graph, "it is an ONNX model without a graph");
    onnx.follow();
    boolean average = onnx.poolings.equals(Set.of("AveragePool"));
    return new WeightFile(Format.ONNX, Map.of("pooling", average ? "avg" : "max"), onnx.tensors);
  }

  private void graph(Protobuf graph) {
    int nodes = 0;
    while (graph.next()) {
      if (graph.is(1)) {
        nodes++;
        source.require(nodes <= MOST, "it has more than %d nodes; VGG-19 has about 50", MOST);
        OnnxNode node = OnnxNode.read(source, graph.message());
        if (!node.inputs().isEmpty()) {
          consumers.computeIfAbsent(node.inputs().get(0), n -> new ArrayList<>()).add(node);
        }
        made.addAll(node.outputs());
        if (node.operation().equals("Conv")) {
          convolutions.add(node);
        }
      } else if (graph.is(5)) {
        OnnxTensor tensor = new OnnxTensor(source, graph.message());
        source.require(initializers.size() < MOST, "it has more than %d initializers", MOST);
        source.require(
            initializers.put(tensor.name(), tensor) == null,
            "it has the initializer %s twice",
            tensor.name());
      }
    }
  }

  private void follow() {
    List<OnnxNode> first =
        convolutions.stream()
            .filter(node -> node.inputs().isEmpty() || !made.contains(node.inputs().get(0)))
            .toList();
    source.require(
        first.size() == 1,
        "VGG has one convolution that takes the picture, but this graph has %d",
        first.size());
    OnnxNode node = first.get(0);
    Set<OnnxNode> passed = new HashSet<>();
    int block = 1;
    int index = 0;
    int count = 0;
    boolean relu = true;
    while (true) {
      source.require(passed.add(node), "its graph goes in a circle");
      switch (node.operation()) {
        case "Conv" -> {
          source.require(relu, "two convolutions follow one another without a Relu");
          relu = false;
          index++;
          count++;
          convolution(node, "conv%d_%d".formatted(block, index));
        }
        case "Relu" -> relu = true;
        case "MaxPool", "AveragePool" -> {
          node.require(source, "kernel_shape", 2);
          node.require(source, "strides", 2);
          node.require(source, "pads", 0);
          poolings.add(node.operation());
          block++;
          index = 0;
        }
        default -> {
          requireAll(count);
          return;
        }
      }
      List<OnnxNode> next =
          node.outputs().isEmpty()
              ? List.of()
              : consumers.getOrDefault(node.outputs().get(0), List.of());
      if (next.isEmpty()) {
        requireAll(count);
        return;
      }
      source.require(next.size() == 1, "its graph branches, as VGG's does not");
      node = next.get(0);
    }
  }

  private void requireAll(int count) {
    source.require(
        count == convolutions.size(),
        "only %d of its %d convolutions follow one another as VGG's do",
        count,
        convolutions.size());
  }

  private void convolution(OnnxNode node, String layer) {
    source.require(node.inputs().size() == 3, "its %s lacks weights or biases", layer);
    node.require(source, "strides", 1);
    node.require(source, "dilations", 1);
    node.require(source, "group", 1);
    node.require(source, "kernel_shape", 3);
    node.require(source, "pads", 1);
    source.require(node.settings().containsKey("pads"), "its %s is not padded, as VGG's is", layer);
    tensors.add(tensor(node.inputs().get(1), layer + ".weight"));
    tensors.add(tensor(node.inputs().get(2), layer + ".bias"));
  }

  private NamedArray tensor(String name, String as) {
    OnnxTensor tensor = initializers.get(name);
    if (tensor == null) {
      throw source.damaged("%s, its initializer %s, is missing", as, name);
    }
    return tensor.as(as);
  }
}
