package dev.impasto.internal.weights;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Walks over the fields of one message of Google's protocol buffers without reading what is not
 * asked for. A message inside is another walk; groups, which neither Caffe nor ONNX has, are
 * refused.
 */
final class Protobuf {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private final WeightBytes source;
  private final long end;
  private long next;
  private int field;
  private int wire;
  private long value;
  private long start;
  private long length;

  private Protobuf(WeightBytes source, long start, long end) {
    this.source = source;
    this.next = start;
    this.end = end;
  }

  /** The message that is the whole file. */
  static Protobuf of(WeightBytes source) {
    return new Protobuf(source, 0, source.size());
  }

  /** Goes to the next field; false after the last. */
  boolean next() {
    if (next == end) {
      return false;
    }
    long tag = varint();
    wire = (int) (tag & 7);
    source.require(
        tag >>> 3 >= 1 && tag >>> 3 <= 0x1fffffff, "a message has a field of number %d", tag >>> 3);
    field = (int) (tag >>> 3);
    switch (wire) {
      case VARINT -> value = varint();
      case FIXED64 -> step(8);
      case FIXED32 -> step(4);
      case LENGTH -> step(varint());
      default -> throw source.damaged("field %d is of the unknown kind %d", field, wire);
    }
    return true;
  }

  private void step(long bytes) {
    if (bytes < 0 || bytes > end - next) {
      throw source.damaged(
          "field %d would be %s bytes long, but only %d are left",
          field, Long.toUnsignedString(bytes), end - next);
    }
    start = next;
    length = bytes;
    next += bytes;
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (next >= end) {
        throw source.damaged("a message ends in the middle of a number");
      }
      int part = source.u8(next++);
      result |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        return result;
      }
    }
    throw source.damaged("a number in a message is longer than 10 bytes");
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Whether this is field {@code number} as a message, text or packed numbers. */
  boolean is(int number) {
    return field == number && wire == LENGTH;
  }

  /** Whether this is field {@code number} as a single number of the wire type given. */
  boolean is(int number, int type) {
    return field == number && wire == type;
  }

  /** The field's value as a number. */
  long value() {
    return value;
  }

  /** Where the field's bytes begin. */
  long start() {
    return start;
  }

  /** How many bytes the field has. */
  long length() {
    return length;
  }

  /** The field's bytes as a message. */
  Protobuf message() {
    return new Protobuf(source, start, start + length);
  }

  /** The same message again, from its first field, if it was not walked yet. */
  Protobuf copy() {
    return new Protobuf(source, next, end);
  }

  /** The field's bytes as a short text. */
  String text() {
    return new String(source.bytes(start, length, 1 << 10, "a name"), StandardCharsets.UTF_8);
  }

  /** Hands over the whole numbers of a field, packed or single. */
  void numbers(LongConsumer to) {
    if (wire == VARINT) {
      to.accept(value);
    } else if (wire == LENGTH) {
      Protobuf packed = message();
      while (packed.next < packed.end) {
        to.accept(packed.varint());
      }
    } else {
      throw source.damaged("field %d does not hold whole numbers", field);
    }
  }
}
