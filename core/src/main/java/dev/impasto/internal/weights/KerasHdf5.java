package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the convolutions of weights saved by Keras. Versions 1 and 2 have groups {@code
 * block1_conv1} with two datasets each, alone or inside {@code model_weights}; version 3 has groups
 * with a group {@code vars} each inside {@code layers}, named as the layers or numbered. Filters
 * are stored as rows, columns, inputs, outputs.
 */
final class KerasHdf5 {
  private static final Pattern WEIGHT = Pattern.compile("(.+_W(_[0-9]+)?|kernel)(:0)?|0");
  private static final Pattern BIAS = Pattern.compile("(.+_b(_[0-9]+)?|bias)(:0)?|1");

  private final WeightBytes source;
  private final Hdf5 file;
  private final List<NamedArray> tensors = new ArrayList<>();

  private KerasHdf5(WeightBytes source) {
    this.source = source;
    this.file = new Hdf5(source);
  }

  static WeightFile read(WeightBytes source) {
    KerasHdf5 keras = new KerasHdf5(source);
    Map<String, Hdf5.Member> groups = keras.group(keras.file.root(), "its start");
    for (String outer : List.of("model_weights", "layers", "_layer_checkpoint_dependencies")) {
      Hdf5.Member inner = groups.get(outer);
      if (inner != null) {
        groups = keras.group(inner, outer);
        break;
      }
    }
    keras.layers(keras.named(groups));
    return new WeightFile(Format.HDF5, Map.of(), keras.tensors);
  }

  private void layers(Map<String, Hdf5.Member> groups) {
    for (int block = 1; block <= 5; block++) {
      for (int index = 1; index <= 4; index++) {
        String group = "block%d_conv%d".formatted(block, index);
        Hdf5.Member layer = groups.get(group);
        if (layer != null) {
          layer("conv%d_%d".formatted(block, index), group, layer);
        }
      }
    }
    source.require(
        !tensors.isEmpty(), "it has no group block1_conv1, as weights of VGG saved by Keras have");
  }

  /** Keras 3 may number convolutions: {@code conv2d}, {@code conv2d_1} and so on. */
  private Map<String, Hdf5.Member> named(Map<String, Hdf5.Member> groups) {
    if (groups.containsKey("block1_conv1") || !groups.containsKey("conv2d")) {
      return groups;
    }
    long count = groups.keySet().stream().filter(n -> n.matches("conv2d(_[0-9]+)?")).count();
    source.require(
        count <= 7 || count == 13 || count == 16,
        "it has %d convolutions without names, where VGG-16 has 13 and VGG-19 has 16",
        count);
    Map<String, Hdf5.Member> named = new LinkedHashMap<>();
    int number = 0;
    for (int block = 1; block <= 5; block++) {
      for (int index = 1; index <= (block < 3 ? 2 : count == 13 ? 3 : 4); index++, number++) {
        Hdf5.Member layer = groups.get(number == 0 ? "conv2d" : "conv2d_" + number);
        if (layer != null) {
          named.put("block%d_conv%d".formatted(block, index), layer);
        }
      }
    }
    return named;
  }

  private void layer(String name, String group, Hdf5.Member member) {
    Map<String, Hdf5.Member> members = group(member, group);
    Hdf5.Member inner = members.getOrDefault("vars", members.get(group));
    if (inner != null) {
      members = group(inner, group);
    }
    Hdf5.Numbers filters =
        file.numbers(find(name, members, WEIGHT, "weights, kernel:0"), name + ".weight");
    List<Long> shape = filters.shape();
    source.require(
        shape.size() == 4 && shape.get(0) == 3 && shape.get(1) == 3,
        "%s has filters of %s; VGG's are 3x3: 3 x 3 x inputs x outputs",
        name,
        shape.stream().map(String::valueOf).collect(Collectors.joining("x")));
    add(name + ".weight", filters, List.of(shape.get(3), shape.get(2), 3L, 3L));
    Hdf5.Numbers bias = file.numbers(find(name, members, BIAS, "biases, bias:0"), name + ".bias");
    add(name + ".bias", bias, bias.shape());
  }

  private Map<String, Hdf5.Member> group(Hdf5.Member member, String name) {
    source.require(!member.isLink(), "%s is a link, which is not followed", name);
    Map<String, Hdf5.Member> members = file.group(member);
    if (members == null) {
      throw source.damaged("%s is not a group", name);
    }
    return members;
  }

  private Hdf5.Member find(
      String layer, Map<String, Hdf5.Member> members, Pattern pattern, String what) {
    List<String> names =
        members.keySet().stream().filter(name -> pattern.matcher(name).matches()).toList();
    Hdf5.Member member = names.size() == 1 ? members.get(names.get(0)) : null;
    if (member == null) {
      throw source.damaged("%s has %d datasets of its %s", layer, names.size(), what);
    }
    return member;
  }

  private void add(String name, Hdf5.Numbers numbers, List<Long> shape) {
    tensors.add(
        new NamedArray(
            name,
            shape,
            () -> {
              NumberFormat scalar = numbers.scalar(source, name);
              WeightBytes content = file.open(numbers, name);
              int most = (int) (content.size() / scalar.bytes());
              float[] values = new float[NamedArray.count(source, name, shape, most)];
              if (shape.size() == 4) {
                int inputs = Math.toIntExact(shape.get(1));
                transpose(content, numbers.order(), scalar, inputs, values);
              } else {
                scalar.read(content, 0, numbers.order(), values);
              }
              return values;
            }));
  }

  /** Reads rows, columns, inputs, outputs into outputs, inputs, rows, columns. */
  private static void transpose(
      WeightBytes content, ByteOrder order, NumberFormat scalar, int inputs, float[] into) {
    float[] plane = new float[into.length / 9]; // What belongs to one of the 3x3 places.
    int filters = plane.length / inputs;
    for (int place = 0; place < 9; place++) {
      scalar.read(content, (long) place * plane.length * scalar.bytes(), order, plane);
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < filters; o++) {
          into[(o * inputs + i) * 9 + place] = plane[i * filters + o];
        }
      }
    }
  }
}
