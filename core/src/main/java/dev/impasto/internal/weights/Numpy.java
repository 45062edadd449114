package dev.impasto.internal.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads arrays by name: dictionaries of numpy.save (the pickle in a {@code .npy}) and the archives
 * of numpy.savez. A layer may be a dictionary, or a list of filters and biases.
 */
final class Numpy {
  private static final int MOST_VALUES = 100_000;
  private static final int MOST_NESTED = 20;

  private final WeightBytes source;
  private final List<NamedArray> tensors = new ArrayList<>();
  private int visited;

  private Numpy(WeightBytes source) {
    this.source = source;
  }

  /** Reads a {@code .npy}. */
  static WeightFile read(WeightBytes source) {
    Numpy numpy = new Numpy(source);
    NumpyHeader header = NumpyHeader.read(source);
    source.require(
        header.isObject(),
        "it is one array of NumPy, not a dictionary of arrays by the layers' names");
    numpy.add("", pickled(source, header), 0);
    return numpy.file();
  }

  /** Reads a {@code .npz}. */
  static WeightFile read(WeightBytes source, Zip zip) {
    Numpy numpy = new Numpy(source);
    for (String record : zip.names()) {
      if (!record.endsWith(".npy") || record.startsWith("__MACOSX/")) {
        continue;
      }
      String name = record.substring(0, record.length() - ".npy".length());
      NumpyHeader header = NumpyHeader.read(zip.start(record, NumpyHeader.MOST));
      if (header.isObject()) {
        // A dictionary alone needs no name before its own.
        numpy.add(zip.names().size() == 1 ? "" : name, pickled(zip.content(record), header), 0);
      } else {
        numpy.tensors.add(
            new NamedArray(
                name,
                header.shape(),
                () -> {
                  WeightBytes content = zip.content(record);
                  content.check(header.data(), 0, name);
                  return header.values(
                      content.slice(header.data(), content.size() - header.data(), name), name);
                }));
      }
    }
    return numpy.file();
  }

  private WeightFile file() {
    source.require(!tensors.isEmpty(), "it holds no arrays by name");
    return new WeightFile(Format.NUMPY, Map.of(), FilterLayout.outputsFirst(tensors));
  }

  private static Object pickled(WeightBytes content, NumpyHeader header) {
    return new Unpickler(content, header.data(), content.size(), Pickled.Vocabulary.ARRAYS).read();
  }

  private void add(String name, Object value, int depth) {
    source.require(
        visited++ < MOST_VALUES && depth < MOST_NESTED, "its pickle holds too many values");
    if (value instanceof Pickled.Array array) {
      List<Object> objects = array.objects;
      if (objects == null) {
        addArray(name, array);
      } else {
        add(name, objects.size() == 1 ? objects.get(0) : objects, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> add(name.isEmpty() ? "" + key : name + "." + key, inner, depth + 1));
    } else if (value instanceof Pickled.Tuple tuple) {
      add(name, tuple.items(), depth + 1);
    } else if (value instanceof List<?> list) {
      addList(name, list, depth + 1);
    }
  }

  /** Filters and biases, or anything. */
  private void addList(String name, List<?> list, int depth) {
    boolean layer = list.size() == 2 && rank(list.get(0)) == 4 && rank(list.get(1)) >= 1;
    for (int i = 0; i < list.size(); i++) {
      String part = layer ? (i == 0 ? "weight" : "bias") : "" + i;
      add(name.isEmpty() ? part : name + "." + part, list.get(i), depth);
    }
  }

  private static int rank(Object value) {
    return value instanceof Pickled.Array array && array.objects == null ? array.shape.size() : 0;
  }

  private void addArray(String name, Pickled.Array array) {
    Pickled.Bytes bytes = array.bytes;
    if (bytes == null) {
      throw source.damaged("%s is an array without numbers", name);
    }
    String type = array.type.order + array.type.name;
    NumpyHeader header = new NumpyHeader(source, type, array.columnMajor, array.shape, 0);
    tensors.add(new NamedArray(name, array.shape, () -> header.values(bytes.content(), name)));
  }
}
