package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the convolutions of an ONNX model by following its graph from the picture on: Conv and Relu
 * by turns, pooling between the blocks, up to what comes after the last pooling.
 */
final class Onnx {
  private static final int LAST_BLOCK = 5;

  /** What changes no value, or only rounds it. */
  private static final Set<String> PASSING =
      Set.of("Identity", "Dropout", "Cast", "QuantizeLinear", "DequantizeLinear");

  private final WeightBytes source;
  private final OnnxGraph graph;
  private final List<NamedArray> tensors = new ArrayList<>();
  private final Set<String> poolings = new HashSet<>();
  private int block = 1;
  private int index;
  private int count;
  private boolean relu = true;
  private boolean padded;

  private Onnx(WeightBytes source, OnnxGraph graph) {
    this.source = source;
    this.graph = graph;
  }

  static WeightFile read(WeightBytes source) {
    Protobuf model = Protobuf.of(source);
    OnnxGraph graph = null;
    while (model.next()) {
      if (model.is(7)) {
        source.require(graph == null, "it has more than one graph");
        graph = new OnnxGraph(source, model.message());
      }
    }
    if (graph == null) {
      throw source.damaged("it is an ONNX model without a graph");
    }
    Onnx onnx = new Onnx(source, graph);
    onnx.follow();
    boolean average = onnx.poolings.equals(Set.of("AveragePool"));
    return new WeightFile(Format.ONNX, Map.of("pooling", average ? "avg" : "max"), onnx.tensors);
  }

  private void follow() {
    String value = graph.picture();
    Set<OnnxNode> passed = new HashSet<>();
    while (block <= LAST_BLOCK) {
      List<OnnxNode> next = graph.takers(value);
      if (next.size() != 1) {
        source.require(
            next.isEmpty() || count == graph.convolutions(),
            "its graph branches after %s, as VGG's does not",
            value);
        requireAll("its end");
        return;
      }
      OnnxNode node = next.get(0);
      source.require(passed.add(node), "its graph goes in a circle");
      if (!step(node, value)) {
        requireAll("the node %s %s".formatted(node.operation(), node.output()));
        return;
      }
      value = node.output();
    }
  }

  /** Goes past a node; false where what VGG has in common with this graph ends. */
  private boolean step(OnnxNode node, String value) {
    if (PASSING.contains(node.operation())) {
      return true;
    }
    switch (node.operation()) {
      case "Conv" -> convolution(node);
      case "Add" -> {
        return bias(node, value);
      }
      case "Relu" -> relu = true;
      case "Pad" -> {
        requirePad(node);
        padded = true;
        return true;
      }
      case "MaxPool", "AveragePool" -> {
        if (node.has("kernel_shape", 1) && node.has("strides", 1) && node.has("pads", 0)) {
          return true; // It takes the mean of one value.
        }
        if (count == graph.convolutions() && !isPooling(node)) {
          return false;
        }
        node.require(source, "kernel_shape", 2);
        node.require(source, "strides", 2);
        node.require(source, "pads", 0);
        poolings.add(node.operation());
        block++;
        index = 0;
      }
      case "Transpose" -> {
        // From pictures with the channels last, as TensorFlow's converters write it.
        return node.settings().getOrDefault("perm", List.of()).equals(List.of(0L, 3L, 1L, 2L));
      }
      default -> {
        return false;
      }
    }
    source.require(!padded, "its Pad before %s is not one of a convolution", node.output());
    return true;
  }

  private static boolean isPooling(OnnxNode node) {
    return node.has("kernel_shape", 2) && node.has("strides", 2) && node.has("pads", 0);
  }

  private void requireAll(String at) {
    if (count == graph.convolutions()) {
      return;
    }
    if (count == 0) {
      throw source.damaged(
          "its graph prepares the colors itself, by %s; export the network without that", at);
    }
    throw source.damaged(
        "only %d of its %d convolutions follow one another as VGG's do; %s is in the way",
        count, graph.convolutions(), at);
  }

  private void convolution(OnnxNode node) {
    source.require(relu, "two convolutions follow one another without a Relu");
    relu = false;
    index++;
    count++;
    String layer = "conv%d_%d".formatted(block, index);
    node.require(source, "strides", 1);
    node.require(source, "dilations", 1);
    node.require(source, "group", 1);
    node.require(source, "kernel_shape", 3);
    String padding = node.texts().getOrDefault("auto_pad", "NOTSET");
    boolean same = padding.startsWith("SAME");
    if (padded) {
      source.require(!same, "its %s is padded twice", layer);
      node.require(source, "pads", 0);
      padded = false;
    } else if (!same) {
      node.require(source, "pads", 1);
      source.require(
          padding.equals("NOTSET") && node.settings().containsKey("pads"),
          "its %s is not padded, as VGG's is",
          layer);
    }
    source.require(node.inputs().size() >= 2, "its %s lacks weights", layer);
    OnnxTensor weights = graph.constant(node.input(1), layer + ".weight");
    tensors.add(weights.as(layer + ".weight"));
    String bias = node.input(2);
    tensors.add(
        bias.isEmpty()
            ? zeros(layer + ".bias", weights)
            : graph.constant(bias, layer + ".bias").as(layer + ".bias"));
  }

  private NamedArray zeros(String name, OnnxTensor weights) {
    long filters = weights.shape().isEmpty() ? 1 : weights.shape().get(0);
    source.require(
        filters >= 1 && filters <= source.size(), "%s would have %d values", name, filters);
    return new NamedArray(name, List.of(filters), () -> new float[(int) filters]);
  }

  /** Biases that are added by a node of their own, after a convolution without any. */
  private boolean bias(OnnxNode node, String value) {
    String other = node.input(0).equals(value) ? node.input(1) : node.input(0);
    if (relu || tensors.isEmpty() || !graph.isConstant(other)) {
      return false;
    }
    NamedArray before = tensors.remove(tensors.size() - 1);
    long filters = before.shape().isEmpty() ? 0 : before.shape().get(0);
    OnnxTensor bias = graph.constant(other, before.name());
    List<Long> shape = bias.shape();
    source.require(
        shape.size() >= 3
            && shape.stream().filter(size -> size != 1).count() <= 1
            && shape.get(shape.size() - 3) == filters,
        "its Add %s of %s does not add one bias to each of %d filters",
        node.output(),
        shape,
        filters);
    NamedArray added = bias.as(before.name(), List.of(filters));
    tensors.add(
        new NamedArray(
            before.name(),
            List.of(filters),
            () -> {
              float[] sum = before.values().get();
              float[] more = added.values().get();
              for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
              }
              return sum;
            }));
    return true;
  }

  /** Zeros, one on each side of rows and columns. */
  private void requirePad(OnnxNode node) {
    String mode = node.texts().getOrDefault("mode", "constant");
    List<Long> pads =
        node.settings().containsKey("pads") || node.inputs().size() < 2
            ? node.settings().getOrDefault("pads", List.of())
            : graph.constant(node.input(1), "its Pad " + node.output()).wholeNumbers();
    boolean zero =
        node.input(2).isEmpty()
            || graph.constant(node.input(2), "its Pad " + node.output()).isZero();
    source.require(
        mode.equals("constant") && zero && !padded,
        "its Pad %s has the mode %s; VGG's convolutions are padded with zeros",
        node.output(),
        mode);
    source.require(
        pads.equals(List.of(0L, 0L, 1L, 1L, 0L, 0L, 1L, 1L)),
        "its Pad %s has pads = %s; VGG's convolutions have 1 on each side",
        node.output(),
        pads);
  }
}
