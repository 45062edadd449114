package dev.impasto.internal.weights;

import dev.impasto.internal.weights.Pickled.Storage;
import dev.impasto.internal.weights.Pickled.View;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the tensors in an unpickled dictionary, and reads them from their storages. */
final class StateDict {
  private static final List<String> WRAPPERS =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "params");
  private static final int MOST_NESTED = 30;
  private static final int MOST_TENSORS = 100_000;

  /** Where the numbers of a storage lie. */
  interface Storages {
    /**
     * Finds a storage and makes sure that all of it is there.
     *
     * @return the place of its first number
     */
    long find(Storage storage);

    /** The order of the bytes of a number. */
    default ByteOrder order() {
      return ByteOrder.LITTLE_ENDIAN;
    }
  }

  private final WeightBytes source;
  private final Storages storages;
  private final List<NamedArray> tensors = new ArrayList<>();
  private int visited;

  StateDict(WeightBytes source, Storages storages) {
    this.source = source;
    this.storages = storages;
  }

  /** The tensors of the dictionary, or of one inside it that holds the state. */
  List<NamedArray> tensors(Object root) {
    collect("", entries(root), 0);
    source.require(!tensors.isEmpty(), "it holds no tensors by name");
    return tensors;
  }

  /** Modules within modules, as TorchScript keeps them, give names with dots. */
  private void collect(String path, Map<?, ?> map, int depth) {
    source.require(depth < MOST_NESTED, "its dictionaries nest too deeply");
    map.forEach(
        (key, value) -> {
          source.require(visited++ < MOST_TENSORS, "it holds too many tensors");
          if (value instanceof View view) {
            tensors.add(tensor(path + key, view));
          } else if (value instanceof Map<?, ?> inner) {
            collect(path + key + ".", inner, depth + 1);
          }
        });
  }

  private Map<?, ?> entries(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw source.damaged("it holds a %s, not a dictionary of tensors", name(root));
    }
    for (String wrapper : WRAPPERS) {
      if (map.get(wrapper) instanceof Map<?, ?> inner) {
        return inner;
      }
    }
    return map;
  }

  private static String name(Object value) {
    return value instanceof List ? "list" : value instanceof View ? "tensor" : "single value";
  }

  private NamedArray tensor(String name, View view) {
    return new NamedArray(name, view.sizes(), () -> values(name, view));
  }

  private float[] values(String name, View view) {
    Storage storage = view.storage();
    NumberFormat scalar = storage.type().scalar(source, name);
    source.require(
        storage.count() <= Integer.MAX_VALUE,
        "a storage of %d numbers is too long",
        storage.count());
    long start = storages.find(storage);
    int count = NamedArray.count(source, name, view.sizes(), storage.count());
    source.require(
        view.strides().size() == view.sizes().size(),
        "%s has %d sizes but %d strides",
        name,
        view.sizes().size(),
        view.strides().size());
    long last = 0;
    boolean rowMajor = true;
    long next = 1;
    for (int d = view.sizes().size() - 1; d >= 0; d--) {
      long size = view.sizes().get(d);
      long stride = view.strides().get(d);
      source.require(
          stride >= 0 && (size == 1 || stride <= storage.count()),
          "%s has the strides %s in a storage of %d",
          name,
          view.strides(),
          storage.count());
      last += size == 1 ? 0 : (size - 1) * stride;
      rowMajor &= size == 1 || stride == next;
      next *= size;
    }
    source.require(
        view.offset() >= 0 && last < storage.count() && view.offset() < storage.count() - last,
        "%s reaches from %d to %d in a storage of %d",
        name,
        view.offset(),
        view.offset() + last,
        storage.count());
    long at = start + view.offset() * scalar.bytes();
    if (rowMajor) {
      float[] values = new float[count];
      scalar.read(source, at, storages.order(), values);
      return values;
    }
    source.require(last < 4L * count, "%s is spread over %d places", name, last + 1);
    float[] span = new float[(int) last + 1];
    scalar.read(source, at, storages.order(), span);
    return FilterLayout.gather(span, view.sizes(), view.strides());
  }
}
