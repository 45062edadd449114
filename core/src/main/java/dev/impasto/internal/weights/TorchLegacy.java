package dev.impasto.internal.weights;

import dev.impasto.internal.weights.Pickled.Storage;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what torch.save wrote before 1.6: pickles of a magic number, a version, the machine, the
 * dictionary and the storages' keys; then the storages, each with its length before it.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

  private TorchLegacy() {}

  static WeightFile read(WeightBytes source) {
    Unpickler pickles = new Unpickler(source, 0, source.size(), Pickled.Vocabulary.TENSORS);
    source.require(
        MAGIC.equals(pickles.read()), "it is a pickle, but does not begin as PyTorch's do");
    Object version = pickles.read();
    source.require(
        Long.valueOf(1001).equals(version), "its version is %s, not 1001", version(version));
    Object machine = pickles.read();
    source.require(
        machine instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("little_endian")),
        "it was not written on a little-endian machine");
    Object root = pickles.read();
    Object keys = pickles.read();
    if (!(keys instanceof List<?> list)) {
      throw source.damaged("the list of its storages is missing");
    }
    Map<String, Long> places = places(source, pickles.storages(), list, pickles.position());
    StateDict.Storages storages =
        storage -> {
          Long place = places.get(storage.key());
          if (place == null) {
            throw source.damaged("its storage %s is missing", storage.key());
          }
          return place;
        };
    return new WeightFile(
        Format.TORCH_LEGACY, Map.of(), new StateDict(source, storages).tensors(root));
  }

  private static Object version(Object value) {
    return value instanceof Long ? value : "no number";
  }

  private static Map<String, Long> places(
      WeightBytes source, Map<String, Storage> declared, List<?> keys, long start) {
    Map<String, Long> places = new HashMap<>();
    long at = start;
    for (Object key : keys) {
      Storage storage = declared.get(key);
      if (storage == null) {
        throw source.damaged("its list of storages has one that no tensor uses");
      }
      long count = source.i64(at, "a storage's length");
      source.require(
          count == storage.count() && count <= source.size(),
          "its storage %s has %d numbers where %d are declared",
          storage.key(),
          count,
          storage.count());
      long bytes = count * storage.type().bytes();
      source.check(at + 8, bytes, "a storage");
      source.require(
          places.put(storage.key(), at + 8) == null,
          "its storage %s is there twice",
          storage.key());
      at += 8 + bytes;
    }
    return places;
  }
}
