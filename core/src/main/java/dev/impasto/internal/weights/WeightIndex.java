package dev.impasto.internal.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a JSON file that tells which tensors are in which of the files beside it. */
final class WeightIndex {
  private static final int MOST_BYTES = 1 << 24;

  private WeightIndex() {}

  static WeightFile read(WeightBytes source) {
    byte[] text = source.bytes(0, source.size(), MOST_BYTES, "its JSON");
    JsonNode root;
    try {
      root = Safetensors.JSON.readTree(new String(text, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw source.damaged("it is not JSON: %s", e.getOriginalMessage());
    }
    if (root.path("weight_map").isObject()) {
      return sharded(source, root.path("weight_map"));
    }
    if (root.path("weightsManifest").isArray()) {
      return TensorFlowJs.read(source, root.path("weightsManifest"));
    }
    source.require(
        !root.has("modelTopology") && !root.has("config"),
        "it describes a model, but not where its weights are");
    throw source.damaged(
        "it is JSON, but neither a model.json of TensorFlow.js nor an index of shards, as"
            + " model.safetensors.index.json is");
  }

  /** The index of shards that Hugging Face's libraries write: each tensor's name and its file. */
  private static WeightFile sharded(WeightBytes source, JsonNode map) {
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      source.require(
          entry.getValue().isString(), "its weight_map has no file for %s", entry.getKey());
      files.put(entry.getKey(), entry.getValue().asString());
    }
    List<NamedArray> tensors = new ArrayList<>();
    Set<String> found = new LinkedHashSet<>();
    Format format = Format.SAFETENSORS;
    for (String name : new LinkedHashSet<>(files.values())) {
      WeightFile shard = shard(source, name);
      format = shard.format();
      for (NamedArray tensor : shard.tensors()) {
        if (name.equals(files.get(tensor.name())) && found.add(tensor.name())) {
          tensors.add(tensor);
        }
      }
    }
    for (String name : files.keySet()) {
      source.require(
          found.contains(name), "%s is missing in %s", name, String.valueOf(files.get(name)));
    }
    source.require(!tensors.isEmpty(), "its weight_map is empty");
    return new WeightFile(format, Map.of(), tensors);
  }

  private static WeightFile shard(WeightBytes source, String name) {
    WeightBytes bytes = source.sibling(name);
    Signature signature = Signature.of(bytes);
    source.require(signature != Signature.JSON, "its shard %s is JSON, not weights", name);
    return WeightFile.read(bytes);
  }
}
