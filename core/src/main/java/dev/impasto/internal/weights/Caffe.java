package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the convolutions of a caffemodel: a NetParameter whose layers are of the current form
 * ({@code layer}, field 100) or of the one before ({@code layers}, field 2).
 */
final class Caffe {
  private static final String CONVOLUTION = "conv[1-5]_[1-4]";

  /** The numbers of the fields that differ between the two forms of a layer. */
  private record Fields(int name, int type, int blobs, int convolution) {}

  private static final Fields LAYER = new Fields(1, 2, 7, 106);
  private static final Fields V1 = new Fields(4, 5, 6, 10);
  private static final int V1_CONVOLUTION = 4;

  private final WeightBytes source;
  private final List<NamedArray> tensors = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Caffe(WeightBytes source) {
    this.source = source;
  }

  static WeightFile read(WeightBytes source) {
    Caffe caffe = new Caffe(source);
    Protobuf net = Protobuf.of(source);
    while (net.next()) {
      if (net.is(100)) {
        caffe.layer(net.message(), LAYER);
      } else if (net.is(2)) {
        caffe.layer(net.message(), V1);
      }
    }
    source.require(
        !caffe.tensors.isEmpty(), "it has no layer conv1_1, as a Caffe model of VGG has");
    return new WeightFile(Format.CAFFE, Map.of(), caffe.tensors);
  }

  private void layer(Protobuf layer, Fields fields) {
    String name = "";
    boolean convolution = false;
    List<Protobuf> blobs = new ArrayList<>();
    List<Protobuf> parameters = new ArrayList<>();
    while (layer.next()) {
      if (layer.is(fields.name)) {
        name = layer.text();
      } else if (layer.is(fields.type)) {
        convolution = layer.text().equals("Convolution");
      } else if (layer.is(fields.type, Protobuf.VARINT)) {
        convolution = layer.value() == V1_CONVOLUTION;
      } else if (layer.is(fields.blobs)) {
        source.require(blobs.size() < 16, "a layer has more than 16 blobs");
        blobs.add(layer.message());
      } else if (layer.is(fields.convolution)) {
        source.require(parameters.size() < 16, "a layer has more than 16 sets of parameters");
        parameters.add(layer.message());
      }
    }
    if (!name.matches(CONVOLUTION)) {
      return;
    }
    source.require(convolution, "its layer %s is not a convolution", name);
    source.require(seen.add(name), "it has the layer %s twice", name);
    source.require(
        blobs.size() == 2,
        "its layer %s has %d blobs, not weights and biases; is it a model without its weights?",
        name,
        blobs.size());
    for (Protobuf parameter : parameters) {
      requireVgg(name, parameter);
    }
    tensors.add(blob(name + ".weight", blobs.get(0)));
    tensors.add(blob(name + ".bias", blobs.get(1)));
  }

  /** Refuses convolutions that are not 3x3, one step at a time, padded by one. */
  private void requireVgg(String name, Protobuf parameter) {
    Map<Integer, List<Long>> values = new HashMap<>();
    while (parameter.next()) {
      int field = parameter.field();
      if ((field >= 3 && field <= 6) || field == 18) {
        parameter.numbers(
            value -> {
              List<Long> list = values.computeIfAbsent(field, f -> new ArrayList<>());
              source.require(list.size() < 8, "its layer %s has too many settings", name);
              list.add(value);
            });
      }
    }
    Map<Integer, Long> vgg = Map.of(3, 1L, 4, 3L, 5, 1L, 6, 1L, 18, 1L);
    values.forEach(
        (field, list) ->
            source.require(
                list.stream().allMatch(value -> value.equals(vgg.get(field))),
                "its layer %s has the setting %d = %s; VGG's convolutions have %d",
                name,
                field,
                list,
                vgg.getOrDefault(field, 1L)));
  }

  private NamedArray blob(String name, Protobuf blob) {
    List<Long> shape = new ArrayList<>();
    Map<Integer, Long> old = new HashMap<>();
    Protobuf data = blob.copy();
    while (blob.next()) {
      int field = blob.field();
      if (blob.is(7)) {
        Protobuf dimensions = blob.message();
        while (dimensions.next()) {
          if (dimensions.field() == 1) {
            dimensions.numbers(
                size -> {
                  source.require(shape.size() < 8, "%s has more than 8 dimensions", name);
                  shape.add(size);
                });
          }
        }
      } else if (field >= 1 && field <= 4 && blob.is(field, Protobuf.VARINT)) {
        old.put(field, blob.value());
      }
    }
    if (shape.isEmpty()) {
      for (int field = 1; field <= 4; field++) {
        shape.add(old.getOrDefault(field, 1L));
      }
    }
    if (name.endsWith(".bias")) {
      while (shape.size() > 1 && shape.get(0) == 1) {
        shape.remove(0);
      }
    }
    return new NamedArray(name, shape, () -> values(name, shape, data));
  }

  /** Floats (field 5) or doubles (field 8), packed or single. */
  private float[] values(String name, List<Long> shape, Protobuf blob) {
    long most = 0;
    Protobuf counting = blob.copy();
    while (counting.next()) {
      NumberFormat scalar = scalar(counting);
      if (scalar != null) {
        most += counting.length() / scalar.bytes();
      }
    }
    float[] values = new float[NamedArray.count(source, name, shape, most)];
    source.require(most == values.length, "%s has the shape %s but %d values", name, shape, most);
    int at = 0;
    Protobuf reading = blob.copy();
    while (reading.next()) {
      NumberFormat scalar = scalar(reading);
      if (scalar != null) {
        int count = (int) (reading.length() / scalar.bytes());
        source.require(
            reading.length() == (long) count * scalar.bytes(),
            "%s ends in the middle of a value",
            name);
        scalar.read(source, reading.start(), ByteOrder.LITTLE_ENDIAN, values, at, count);
        at += count;
      }
    }
    return values;
  }

  private static @Nullable NumberFormat scalar(Protobuf field) {
    if (field.is(5) || field.is(5, Protobuf.FIXED32)) {
      return NumberFormat.F32;
    }
    if (field.is(8) || field.is(8, Protobuf.FIXED64)) {
      return NumberFormat.F64;
    }
    return null;
  }
}
