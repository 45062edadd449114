package dev.impasto.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One constant of an ONNX graph. */
final class OnnxTensor {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int EXTERNAL_DATA = 13;

  private static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int INT32 = 6;
  private static final int INT64 = 7;

  private final WeightBytes source;
  private final Protobuf message;
  private final List<Long> shape = new ArrayList<>();
  private String name = "";
  private long type;
  private boolean external;
  private @Nullable Quantization quantization;

  /**
   * How whole numbers stand for real ones.
   *
   * @param axis the dimension that has a scale for each of its places
   * @param scale what they are multiplied by
   * @param zero what is taken off before; null for nothing
   */
  private record Quantization(long axis, OnnxTensor scale, @Nullable OnnxTensor zero) {}

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

  List<Long> shape() {
    return shape;
  }

  /** The same, its whole numbers taken for real ones. */
  OnnxTensor scaled(long axis, OnnxTensor scale, @Nullable OnnxTensor zero) {
    OnnxTensor scaled = new OnnxTensor(source, message.copy());
    scaled.quantization = new Quantization(axis, scale, zero);
    return scaled;
  }

  /** The constant under another name. */
  NamedArray as(String other) {
    return as(other, shape);
  }

  /** The constant under another name and with another shape of as many values. */
  NamedArray as(String other, List<Long> wanted) {
    return new NamedArray(other, wanted, () -> values(other));
  }

  /** Its values, which are whole numbers, at most 64 of them. */
  List<Long> wholeNumbers() {
    source.require(type == INT64 || type == INT32, "%s does not hold whole numbers", name);
    return whole(name, 64);
  }

  /** Whether it is one number, 0. */
  boolean isZero() {
    float[] values = values(name);
    return values.length == 1 && values[0] == 0;
  }

  private float[] values(String as) {
    source.require(!external, "%s lies in another file, which is not opened", as);
    Quantization scales = quantization;
    if (scales != null) {
      return dequantized(as, scales);
    }
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

  private float[] dequantized(String as, Quantization by) {
    int count = NamedArray.count(source, as, shape, source.size());
    long[] whole = whole(as, count).stream().mapToLong(Long::longValue).toArray();
    source.require(whole.length == count, "%s has %d values, not %d", as, whole.length, count);
    float[] scales = by.scale().values("the scale of " + as);
    List<Long> zeros = by.zero() == null ? List.of() : by.zero().whole(as, scales.length);
    long axis = by.axis() < 0 ? by.axis() + shape.size() : by.axis();
    boolean single = scales.length == 1;
    source.require(
        single || (axis >= 0 && axis < shape.size() && shape.get((int) axis) == scales.length),
        "%s of the shape %s has %d scales at dimension %d",
        as,
        shape,
        scales.length,
        axis);
    source.require(
        zeros.isEmpty() || zeros.size() == scales.length,
        "%s has %d scales but %d zero points",
        as,
        scales.length,
        zeros.size());
    long step = 1;
    for (int d = single ? shape.size() : (int) axis + 1; d < shape.size(); d++) {
      step *= shape.get(d);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int place = single ? 0 : (int) (i / step % scales.length);
      values[i] = (whole[i] - (zeros.isEmpty() ? 0 : zeros.get(place))) * scales[place];
    }
    return values;
  }

  /** Its whole numbers, at most {@code most}. */
  private List<Long> whole(String as, int most) {
    source.require(!external, "%s lies in another file, which is not opened", as);
    int bytes = type == INT64 ? 8 : type == INT32 ? 4 : 1;
    source.require(
        type == INT64 || type == INT32 || type == INT8 || type == UINT8,
        "%s is of the data type %d; INT8, UINT8 and INT32 can be read as quantized",
        as,
        type);
    List<Long> values = new ArrayList<>();
    for (Protobuf field = message.copy(); field.next(); ) {
      if (field.is(RAW_DATA)) {
        source.require(
            field.length() <= (long) most * bytes, "%s has more than %d values", as, most);
        ByteBuffer data =
            ByteBuffer.wrap(source.bytes(field.start(), field.length(), 1 << 30, as))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (data.remaining() >= bytes) {
          values.add(
              bytes == 8
                  ? data.getLong()
                  : bytes == 4 ? data.getInt() : type == UINT8 ? data.get() & 0xff : data.get());
        }
      } else if (field.field() == INT32_DATA || field.field() == INT64_DATA) {
        field.numbers(
            value -> {
              source.require(values.size() < most, "%s has more than %d values", as, most);
              values.add(value);
            });
      }
    }
    return values;
  }
}
