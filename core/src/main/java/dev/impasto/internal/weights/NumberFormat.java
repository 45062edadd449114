package dev.impasto.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a file holds one real number. */
enum NumberFormat {
  F16(2),
  BF16(2),
  F32(4),
  F64(8);

  private static final int CHUNK = 1 << 16;

  private final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Reads as many numbers as {@code into} has, from {@code at} on. */
  void read(WeightBytes source, long at, ByteOrder order, float[] into) {
    read(source, at, order, into, 0, into.length);
  }

  /** Reads {@code count} numbers from {@code at} on, to {@code start} and after. */
  void read(WeightBytes source, long at, ByteOrder order, float[] into, int start, int count) {
    source.check(at, (long) bytes * count, "a tensor");
    int most = Math.max(1, Math.min(count, CHUNK / bytes));
    ByteBuffer chunk = ByteBuffer.allocate(most * bytes).order(order);
    for (int done = 0; done < count; ) {
      int part = Math.min(most, count - done);
      source.fill(at + (long) done * bytes, chunk.clear().limit(part * bytes));
      decode(chunk.flip(), into, start + done, part);
      done += part;
    }
  }

  /** Takes {@code count} numbers from the buffer, in the buffer's byte order. */
  private void decode(ByteBuffer from, float[] into, int start, int count) {
    if (this == F32) { // The usual ones, faster.
      from.asFloatBuffer().get(into, start, count);
      return;
    }
    for (int i = start; i < start + count; i++) {
      into[i] =
          switch (this) {
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case F32 -> from.getFloat();
            case F64 -> (float) from.getDouble();
          };
    }
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
