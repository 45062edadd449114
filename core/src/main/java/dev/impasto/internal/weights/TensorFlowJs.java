package dev.impasto.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the weights of a layers model of TensorFlow.js: the numbers of all tensors one after
 * another, cut into shards; 32-bit floats, or quantized.
 */
final class TensorFlowJs {
  private static final int MOST_TENSORS = 10_000;

  private final WeightBytes source;
  private final List<WeightBytes> shards = new ArrayList<>();
  private long next;

  private TensorFlowJs(WeightBytes source) {
    this.source = source;
  }

  /** Reads the list of groups of shards; {@code source} is the file that has it. */
  static WeightFile read(WeightBytes source, JsonNode manifest) {
    List<NamedArray> tensors = new ArrayList<>();
    for (JsonNode group : manifest) {
      TensorFlowJs reader = new TensorFlowJs(source);
      for (JsonNode path : group.path("paths")) {
        reader.shards.add(source.sibling(path.asString("")));
      }
      for (JsonNode weight : group.path("weights")) {
        source.require(tensors.size() < MOST_TENSORS, "it has too many tensors");
        tensors.add(reader.tensor(weight));
      }
    }
    source.require(!tensors.isEmpty(), "its weightsManifest has no weights");
    return new WeightFile(Format.TENSORFLOW_JS, Map.of(), FilterLayout.outputsFirst(tensors));
  }

  private NamedArray tensor(JsonNode weight) {
    String name = weight.path("name").asString("");
    source.require(!name.isEmpty(), "a tensor has no name");
    List<Long> shape = new ArrayList<>();
    long total = shards.stream().mapToLong(WeightBytes::size).sum();
    long count = 1;
    for (JsonNode size : weight.path("shape")) {
      source.require(
          size.isIntegralNumber() && size.canConvertToLong() && shape.size() < 8,
          "%s has no usable shape",
          name);
      long length = size.asLong();
      source.require(
          length >= 0 && (length == 0 || count <= total / length),
          "%s has more values than its shards hold",
          name);
      count *= length;
      shape.add(length);
    }
    JsonNode quantization = weight.path("quantization");
    String type = (quantization.isObject() ? quantization : weight).path("dtype").asString("");
    int bytes =
        switch (type) {
          case "float32", "int32" -> 4;
          case "float16", "uint16" -> 2;
          case "uint8", "bool" -> 1;
          default -> throw source.damaged("%s is of the type '%s'", name, type);
        };
    long at = next;
    next += count * bytes;
    source.require(
        next <= total, "%s ends at byte %d, but its shards have only %d", name, next, total);
    int length = (int) Math.min(Integer.MAX_VALUE, count * bytes);
    return new NamedArray(
        name, shape, () -> values(name, shape, read(name, at, length), type, quantization));
  }

  private WeightBytes read(String name, long at, int length) {
    source.require(length < Integer.MAX_VALUE, "%s is too long", name);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long start = 0;
    for (WeightBytes shard : shards) {
      long from = Math.max(at + bytes.position() - start, 0);
      if (from < shard.size() && bytes.hasRemaining()) {
        bytes.limit((int) Math.min(length, bytes.position() + shard.size() - from));
        shard.fill(from, bytes);
        bytes.limit(length);
      }
      start += shard.size();
    }
    return WeightBytes.of(bytes.array(), source.name());
  }

  private float[] values(
      String name, List<Long> shape, WeightBytes bytes, String type, JsonNode quantization) {
    int size = type.equals("float32") ? 4 : type.equals("uint8") ? 1 : 2;
    int count = NamedArray.count(source, name, shape, bytes.size() / size);
    float[] values = new float[count];
    switch (type) {
      case "float32" -> NumberFormat.F32.read(bytes, 0, ByteOrder.LITTLE_ENDIAN, values);
      case "float16" -> NumberFormat.F16.read(bytes, 0, ByteOrder.LITTLE_ENDIAN, values);
      case "uint8", "uint16" -> {
        source.require(
            quantization.path("scale").isNumber() && quantization.path("min").isNumber(),
            "%s is quantized without its scale and min",
            name);
        double scale = quantization.path("scale").asDouble();
        double min = quantization.path("min").asDouble();
        for (int i = 0; i < count; i++) {
          int whole = size == 1 ? bytes.u8(i) : bytes.u16(2L * i, name);
          values[i] = (float) (whole * scale + min);
        }
      }
      default -> throw source.damaged("%s holds no real numbers, but %s", name, type);
    }
    return values;
  }
}
