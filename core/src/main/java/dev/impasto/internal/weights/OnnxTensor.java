package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One initializer of an ONNX graph. */
final class OnnxTensor {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int EXTERNAL_DATA = 13;

  private final WeightBytes source;
  private final Protobuf message;
  private final List<Long> shape = new ArrayList<>();
  private String name = "";
  private long type;
  private boolean external;

  OnnxTensor(WeightBytes source, Protobuf tensor) {
    this.source = source;
    this.message = tensor.copy();
    while (tensor.next()) {
      if (tensor.field() == DIMS) {
        tensor.numbers(
            size -> {
              source.require(shape.size() < 8, "an initializer has more than 8 dimensions");
              shape.add(size);
            });
      } else if (tensor.is(DATA_TYPE, Protobuf.VARINT)) {
        type = tensor.value();
      } else if (tensor.is(8)) {
        name = tensor.text();
      } else if (tensor.is(EXTERNAL_DATA)
          || (tensor.is(14, Protobuf.VARINT) && tensor.value() != 0)) {
        external = true;
      }
    }
  }

  String name() {
    return name;
  }

  /** The initializer under another name. */
  NamedArray as(String other) {
    return new NamedArray(other, shape, () -> values(other));
  }

  private float[] values(String as) {
    source.require(!external, "%s lies in another file, which is not opened", as);
    NumberFormat scalar = scalar(as);
    long most = 0;
    for (Protobuf field = message.copy(); field.next(); ) {
      most += values(field, scalar);
    }
    float[] values = new float[NamedArray.count(source, as, shape, most)];
    source.require(most == values.length, "%s has the shape %s but %d values", as, shape, most);
    int at = 0;
    for (Protobuf field = message.copy(); field.next(); ) {
      int count = values(field, scalar);
      if (count > 0) {
        source.require(
            field.length() == (long) count * scalar.bytes(), "%s ends within a value", as);
        scalar.read(source, field.start(), ByteOrder.LITTLE_ENDIAN, values, at, count);
        at += count;
      }
    }
    return values;
  }

  private NumberFormat scalar(String as) {
    @Nullable NumberFormat scalar =
        switch ((int) Math.max(0, Math.min(type, 99))) {
          case 1 -> NumberFormat.F32;
          case 10 -> NumberFormat.F16;
          case 11 -> NumberFormat.F64;
          case 16 -> NumberFormat.BF16;
          default -> null;
        };
    if (scalar == null) {
      throw source.damaged(
          "%s is of the data type %d; FLOAT, FLOAT16, DOUBLE and BFLOAT16 can be read", as, type);
    }
    return scalar;
  }

  /** How many values of the tensor are in a field of it. */
  private static int values(Protobuf field, NumberFormat scalar) {
    boolean holds =
        field.is(RAW_DATA)
            || (scalar == NumberFormat.F32
                && (field.is(FLOAT_DATA) || field.is(FLOAT_DATA, Protobuf.FIXED32)))
            || (scalar == NumberFormat.F64
                && (field.is(DOUBLE_DATA) || field.is(DOUBLE_DATA, Protobuf.FIXED64)));
    return holds ? (int) Math.min(Integer.MAX_VALUE, field.length() / scalar.bytes()) : 0;
  }
}
