package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of an ONNX graph.
 *
 * @param operation its kind: Conv, Relu, MaxPool
 * @param inputs names of what it takes
 * @param outputs names of what it gives
 * @param settings its attributes that are whole numbers or lists of them
 * @param texts its attributes that are texts
 * @param tensors its attributes that are tensors
 */
record OnnxNode(
    String operation,
    List<String> inputs,
    List<String> outputs,
    Map<String, List<Long>> settings,
    Map<String, String> texts,
    Map<String, OnnxTensor> tensors) {

  static OnnxNode read(WeightBytes source, Protobuf node) {
    OnnxNode read =
        new OnnxNode(
            "",
            new ArrayList<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    String operation = "";
    int parts = 0;
    while (node.next()) {
      source.require(parts++ < 200, "a node has too many parts");
      if (node.is(1)) {
        read.inputs.add(node.text());
      } else if (node.is(2)) {
        read.outputs.add(node.text());
      } else if (node.is(4)) {
        operation = node.text();
      } else if (node.is(5)) {
        read.attribute(source, node.message());
      }
    }
    return new OnnxNode(
        operation, read.inputs, read.outputs, read.settings, read.texts, read.tensors);
  }

  private void attribute(WeightBytes source, Protobuf attribute) {
    String name = "";
    List<Long> values = new ArrayList<>();
    while (attribute.next()) {
      if (attribute.is(1)) {
        name = attribute.text();
      } else if (attribute.field() == 3 || attribute.field() == 8) {
        attribute.numbers(
            value -> {
              source.require(values.size() < 64, "a node's attribute has more than 64 numbers");
              values.add(value);
            });
      } else if (attribute.is(4) && attribute.length() < 100) {
        texts.put(name, attribute.text());
      } else if (attribute.is(5)) {
        tensors.put(name, new OnnxTensor(source, attribute.message()));
      }
    }
    settings.put(name, values);
  }

  /** The name of what it gives, which stands for the node in messages. */
  String output() {
    return outputs.isEmpty() ? "" : outputs.get(0);
  }

  /** The name of an input; empty if it has none at that place. */
  String input(int place) {
    return place < inputs.size() ? inputs.get(place) : "";
  }

  /** Whether an attribute, if it is there, has only the value given. */
  boolean has(String setting, long wanted) {
    return settings.getOrDefault(setting, List.of()).stream().allMatch(value -> value == wanted);
  }

  /** Refuses the node unless an attribute, if it is there, has only the value given. */
  void require(WeightBytes source, String setting, long wanted) {
    source.require(
        has(setting, wanted),
        "its %s %s has %s = %s; VGG's have %d",
        operation,
        output(),
        setting,
        settings.getOrDefault(setting, List.of()),
        wanted);
  }
}
