package dev.impasto.internal.weights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few functions and types that a pickle of tensors or arrays may name, and what they make. */
sealed interface Pickled {
  /** Which kind of pickle is read; what belongs to another kind is refused in it. */
  enum Vocabulary {
    /** A dictionary of PyTorch's tensors. */
    TENSORS("; is it a whole model or a training state? Save its model.state_dict()"),
    /** Modules of TorchScript, which hold tensors. */
    TORCH_SCRIPT("; save model.state_dict() instead"),
    /** NumPy's arrays, in lists and dictionaries. */
    ARRAYS("");

    private final String advice;

    Vocabulary(String advice) {
      this.advice = advice;
    }

    /** Finds what a pickle names, if it is one of the few. */
    Pickled find(String module, String name, WeightBytes source) {
      String python = module.replace("numpy._core.", "numpy.core.") + " " + name;
      for (Function function : Function.values()) {
        boolean known = this == ARRAYS ? function.ofArrays : function.ofTensors;
        if (known && function.python.equals(python)) {
          return function;
        }
      }
      if (this == TORCH_SCRIPT && module.startsWith("__torch__")) {
        return ModuleClass.MODULE;
      }
      if (this == TORCH_SCRIPT && module.equals("torch.jit._pickle")) {
        return Function.SCRIPT_LIST;
      }
      for (StorageType type : StorageType.values()) {
        if (type.python.equals(python) && this != ARRAYS) {
          return type;
        }
      }
      throw source.damaged(
          "its pickle asks for '%s.%s', which no dictionary of %s needs%s",
          module, name, this == ARRAYS ? "arrays" : "tensors", advice);
    }
  }

  /** A function that a pickle may call; calling it only notes what was asked for. */
  enum Function implements Pickled {
    ORDERED_DICT("collections OrderedDict", true, true),
    REBUILD_TENSOR("torch._utils _rebuild_tensor", true, false),
    REBUILD_TENSOR_V2("torch._utils _rebuild_tensor_v2", true, false),
    REBUILD_PARAMETER("torch._utils _rebuild_parameter", true, false),
    /** Any of the functions that give a list of TorchScript the type of its values. */
    SCRIPT_LIST("", false, false),
    RECONSTRUCT("numpy.core.multiarray _reconstruct", false, true),
    FROM_BUFFER("numpy.core.numeric _frombuffer", false, true),
    ARRAY("numpy ndarray", false, true),
    ARRAY_TYPE("numpy dtype", false, true),
    ENCODE("_codecs encode", false, true);

    private final String python;
    private final boolean ofTensors;
    private final boolean ofArrays;

    Function(String python, boolean ofTensors, boolean ofArrays) {
      this.python = python;
      this.ofTensors = ofTensors;
      this.ofArrays = ofArrays;
    }
  }

  /** The class of an object of TorchScript, whichever it is. */
  enum ModuleClass implements Pickled {
    MODULE
  }

  /** Bytes in the file, or a few that were written as text. */
  record Bytes(WeightBytes content) implements Pickled {}

  /** What an array's values are: a name such as {@code f4}, and the order of their bytes. */
  final class ArrayType implements Pickled {
    final String name;
    String order = "=";

    ArrayType(String name) {
      this.name = name;
    }
  }

  /** An array of NumPy; a pickle makes it first and says what it is later. */
  final class Array implements Pickled {
    ArrayType type = new ArrayType("f4");
    List<Long> shape = List.of();
    boolean columnMajor;
    @Nullable Bytes bytes;
    @Nullable List<Object> objects;
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
}
