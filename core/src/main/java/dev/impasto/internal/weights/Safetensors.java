package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads safetensors: a little-endian length, a JSON header, the numbers without any gap. */
final class Safetensors {
  /** No network's header needs more. */
  static final int MOST_HEADER = 1 << 20;

  /** Reads JSON strictly: no key twice, nothing after its end. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One entry of the header: where a tensor lies among the data. */
  record Entry(String name, String type, List<Long> shape, long begin, long end) {}

  /**
   * What the header says.
   *
   * @param data where the numbers begin
   */
  record Header(Map<String, String> metadata, List<Entry> entries, long data) {}

  private Safetensors() {}

  static WeightFile read(WeightBytes source) {
    Header header = header(source);
    return new WeightFile(
        Format.SAFETENSORS,
        header.metadata,
        header.entries.stream().map(entry -> tensor(source, entry, header.data)).toList());
  }

  static Header header(WeightBytes source) {
    long length = source.i64(0, "its header's length");
    source.require(
        length >= 2 && length <= source.size() - 8,
        "its header would be %d bytes long in a file of %d",
        length,
        source.size());
    byte[] header = source.bytes(8, length, MOST_HEADER, "its header");
    JsonNode root;
    try {
      root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw source.damaged("its header is not JSON: %s", e.getOriginalMessage());
    }
    source.require(root.isObject(), "its header is not a JSON object");
    Map<String, String> metadata = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals("__metadata__")) {
        metadata.putAll(metadata(source, property.getValue()));
      } else {
        entries.add(entry(source, property.getKey(), property.getValue()));
      }
    }
    requireNoGaps(source, entries, source.size() - 8 - length);
    return new Header(metadata, entries, 8 + length);
  }

  private static Map<String, String> metadata(WeightBytes source, JsonNode node) {
    source.require(node.isObject(), "its __metadata__ is not a JSON object");
    Map<String, String> metadata = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      source.require(
          property.getValue().isString(), "its metadata '%s' is not text", property.getKey());
      metadata.put(property.getKey(), property.getValue().asString());
    }
    return metadata;
  }

  private static Entry entry(WeightBytes source, String name, JsonNode node) {
    JsonNode type = node.path("dtype");
    source.require(type.isString(), "%s has no dtype", name);
    List<Long> offsets = numbers(source, name, node.path("data_offsets"));
    source.require(offsets.size() == 2, "%s needs two data_offsets", name);
    List<Long> shape = numbers(source, name, node.path("shape"));
    source.require(shape.size() <= 8, "%s has %d dimensions", name, shape.size());
    long begin = offsets.get(0);
    long end = offsets.get(1);
    source.require(begin <= end, "%s would begin at %d and end at %d", name, begin, end);
    return new Entry(name, type.asString(), shape, begin, end);
  }

  private static List<Long> numbers(WeightBytes source, String name, JsonNode node) {
    source.require(node.isArray(), "%s lacks its shape or its data_offsets", name);
    return StreamSupport.stream(node.spliterator(), false)
        .map(
            number -> {
              source.require(
                  number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0,
                  "%s has '%s' where a number of 0 or more belongs",
                  name,
                  number.isContainer() ? "a list" : number.asString());
              return number.asLong();
            })
        .toList();
  }

  /** The published format allows neither holes nor overlaps nor bytes after the last tensor. */
  private static void requireNoGaps(WeightBytes source, List<Entry> entries, long size) {
    long at = 0;
    for (Entry entry :
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList()) {
      source.require(
          entry.begin() == at && entry.end() <= size,
          "%s lies at %d to %d, but should begin at %d and end by %d",
          entry.name(),
          entry.begin(),
          entry.end(),
          at,
          size);
      at = entry.end();
    }
    source.require(at == size, "%d bytes after its tensors belong to none", size - at);
  }

  private static NamedArray tensor(WeightBytes source, Entry entry, long data) {
    return new NamedArray(entry.name(), entry.shape(), () -> values(source, entry, data));
  }

  private static float[] values(WeightBytes source, Entry entry, long data) {
    NumberFormat scalar =
        switch (entry.type()) {
          case "F16" -> NumberFormat.F16;
          case "BF16" -> NumberFormat.BF16;
          case "F32" -> NumberFormat.F32;
          case "F64" -> NumberFormat.F64;
          default ->
              throw source.damaged(
                  "%s is of the type '%s'; F16, BF16, F32 and F64 can be read",
                  entry.name(), entry.type());
        };
    long bytes = entry.end() - entry.begin();
    int count = NamedArray.count(source, entry.name(), entry.shape(), bytes / scalar.bytes());
    source.require(
        (long) count * scalar.bytes() == bytes,
        "%s has the shape %s in %s, which is not %d bytes",
        entry.name(),
        entry.shape(),
        entry.type(),
        bytes);
    float[] values = new float[count];
    scalar.read(source, data + entry.begin(), ByteOrder.LITTLE_ENDIAN, values);
    return values;
  }
}
