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
 */
record OnnxNode(
    String operation, List<String> inputs, List<String> outputs, Map<String, List<Long>> settings) {

  static OnnxNode read(WeightBytes source, Protobuf node) {
    String operation = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, List<Long>> settings = new HashMap<>();
    while (node.next()) {
      source.require(
          inputs.size() + outputs.size() + settings.size() < 200, "a node has too many parts");
      if (node.is(1)) {
        inputs.add(node.text());
      } else if (node.is(2)) {
        outputs.add(node.text());
      } else if (node.is(4)) {
        operation = node.text();
      } else if (node.is(5)) {
        setting(source, node.message(), settings);
      }
    }
    return new OnnxNode(operation, inputs, outputs, settings);
  }

  private static void setting(
      WeightBytes source, Protobuf attribute, Map<String, List<Long>> settings) {
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
      } else if (attribute.is(4) && name.equals("auto_pad")) {
        String padding = attribute.text();
        source.require(padding.equals("NOTSET"), "a node has the padding %s, not numbers", padding);
      }
    }
    settings.put(name, values);
  }

  /** Refuses the node unless an attribute, if it is there, has only the value given. */
  void require(WeightBytes source, String setting, long wanted) {
    List<Long> values = settings.getOrDefault(setting, List.of());
    source.require(
        values.stream().allMatch(value -> value == wanted),
        "its %s %s has %s = %s; VGG's have %d",
        operation,
        outputs.isEmpty() ? "" : outputs.get(0),
        setting,
        values,
        wanted);
  }
}
