package dev.impasto.network;

import static dev.impasto.InvalidInputException.require;

import dev.impasto.InvalidInputException;
import dev.impasto.engine.Pooling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a network in safetensors: a little-endian length, a JSON header, the numbers.
 *
 * <p>Tensors are named {@code conv1_1.weight} (out, in, 3, 3) and {@code conv1_1.bias}; the
 * header's {@code __metadata__} gives name, channels, range, mean, std and pooling.
 */
final class SafetensorsNetwork {
  private final JsonNode header;
  private final ByteBuffer data;
  private final String source;

  private SafetensorsNetwork(JsonNode header, ByteBuffer data, String source) {
    this.header = header;
    this.data = data;
    this.source = source;
  }

  /** Reads a whole file held in memory; {@code source} names it in messages. */
  static Network read(byte[] file, String source) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    require(
        file.length >= 8,
        "%s is not a safetensors file: it has only %d bytes",
        source,
        file.length);
    long length = buffer.getLong();
    require(
        length >= 2 && length <= file.length - 8,
        "%s is not a safetensors file: its header would be %d bytes long",
        source,
        length);
    String json = new String(file, 8, (int) length, StandardCharsets.UTF_8);
    JsonNode header;
    try {
      header = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new InvalidInputException(source + " is damaged: its header is not JSON", e);
    }
    ByteBuffer data = buffer.position(8 + (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
    return new SafetensorsNetwork(header, data, source).network();
  }

  private Network network() {
    Map<String, String> facts = new HashMap<>();
    header
        .path("__metadata__")
        .properties()
        .forEach(e -> facts.put(e.getKey(), e.getValue().asString()));
    TreeMap<Layer, Convolution> convolutions = new TreeMap<>();
    for (Layer layer : Layer.values()) {
      if (header.has(layer + ".weight")) {
        JsonNode shape = header.path(layer + ".weight").path("shape");
        convolutions.put(
            layer,
            new Convolution(
                shape.path(1).asInt(),
                shape.path(0).asInt(),
                numbers(layer + ".weight"),
                numbers(layer + ".bias")));
      }
    }
    Preprocessing preprocessing =
        new Preprocessing(
            "BGR".equals(facts.get("channels"))
                ? Preprocessing.Channels.BGR
                : Preprocessing.Channels.RGB,
            "0..255".equals(facts.get("range")) ? 255 : 1,
            list(facts.getOrDefault("mean", "0,0,0")),
            list(facts.getOrDefault("std", "1,1,1")));
    return new Network(
        facts.getOrDefault("name", source),
        preprocessing,
        "avg".equals(facts.get("pooling")) ? Pooling.AVERAGE : Pooling.MAX,
        convolutions,
        facts);
  }

  private static List<Double> list(String numbers) {
    return Arrays.stream(numbers.split(",")).map(Double::valueOf).toList();
  }

  private float[] numbers(String tensor) {
    JsonNode entry = header.path(tensor);
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    require(
        begin >= 0 && begin <= end && end <= data.capacity(),
        "%s is damaged: %s lies at %d..%d of %d bytes",
        source,
        tensor,
        begin,
        end,
        data.capacity());
    ByteBuffer bytes =
        data.duplicate()
            .position((int) begin)
            .limit((int) end)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    String type = entry.path("dtype").asString();
    float[] values;
    switch (type) {
      case "F32" -> {
        values = new float[bytes.capacity() / 4];
        bytes.asFloatBuffer().get(values);
      }
      case "F16" -> {
        values = new float[bytes.capacity() / 2];
        for (int i = 0; i < values.length; i++) {
          values[i] = half(bytes.getShort());
        }
      }
      case "BF16" -> {
        values = new float[bytes.capacity() / 2];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat(bytes.getShort() << 16);
        }
      }
      default ->
          throw new InvalidInputException(
              "%s holds %s as '%s'; F32, F16 and BF16 can be read".formatted(source, tensor, type));
    }
    return values;
  }

  /** An IEEE 754 half as a float, exactly. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
    }
    if (exponent == 0) {
      float subnormal = mantissa * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | mantissa << 13);
  }
}
