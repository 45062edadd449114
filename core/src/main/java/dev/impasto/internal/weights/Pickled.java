package dev.impasto.internal.weights;

import java.util.List;

/** The few functions and types of a dictionary of tensors, which a pickle may name. */
sealed interface Pickled {
  /** A function that a pickle may call; calling it only notes what was asked for. */
  enum Function implements Pickled {
    ORDERED_DICT("collections OrderedDict"),
    REBUILD_TENSOR("torch._utils _rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils _rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils _rebuild_parameter");

    private final String python;

    Function(String python) {
      this.python = python;
    }
  }

  /** What the numbers of a storage are. */
  enum StorageType implements Pickled {
    FLOAT("FloatStorage", 4),
    HALF("HalfStorage", 2),
    BFLOAT16("BFloat16Storage", 2),
    DOUBLE("DoubleStorage", 8),
    LONG("LongStorage", 8),
    INT("IntStorage", 4),
    SHORT("ShortStorage", 2),
    CHAR("CharStorage", 1),
    BYTE("ByteStorage", 1),
    BOOL("BoolStorage", 1);

    private final String python;
    private final int bytes;

    StorageType(String name, int bytes) {
      this.python = "torch " + name;
      this.bytes = bytes;
    }

    /** Bytes of one number. */
    int bytes() {
      return bytes;
    }

    /** How its numbers are read. */
    NumberFormat scalar(WeightBytes source, String tensor) {
      return switch (this) {
        case FLOAT -> NumberFormat.F32;
        case HALF -> NumberFormat.F16;
        case BFLOAT16 -> NumberFormat.BF16;
        case DOUBLE -> NumberFormat.F64;
        default ->
            throw source.damaged(
                "%s is stored as %s; float, half, bfloat16 and double can be read", tensor, python);
      };
    }
  }

  /** Several values in a row that cannot change; equal only to itself. */
  final class Tuple implements Pickled {
    private final List<Object> items;

    Tuple(List<Object> items) {
      this.items = items;
    }

    List<Object> items() {
      return items;
    }
  }

  /** Python's None. */
  enum None implements Pickled {
    NONE
  }

  /**
   * A row of numbers outside the pickle.
   *
   * @param type what they are
   * @param key their name
   * @param count how many the pickle says there are
   */
  record Storage(StorageType type, String key, long count) implements Pickled {}

  /**
   * A tensor: a view of a storage.
   *
   * @param storage where its numbers are
   * @param offset where it begins there
   * @param sizes its shape
   * @param strides how far apart neighbors are, in each direction
   */
  record View(Storage storage, long offset, List<Long> sizes, List<Long> strides)
      implements Pickled {}

  /** Finds what a pickle names, if it is one of the few. */
  static Pickled global(String module, String name, WeightBytes source) {
    String python = module + " " + name;
    for (Function function : Function.values()) {
      if (function.python.equals(python)) {
        return function;
      }
    }
    for (StorageType type : StorageType.values()) {
      if (type.python.equals(python)) {
        return type;
      }
    }
    throw source.damaged(
        "its pickle asks for '%s.%s', which no dictionary of tensors needs", module, name);
  }
}
