package dev.impasto.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of a directory of a TIFF file or an EXIF block that is to be written. */
final class TiffFields {
  private static final int BYTE = 1;
  private static final int TEXT = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;

  /** Values of up to this many bytes lie in the entry itself. */
  private static final int SHORTEST = 4;

  /**
   * A tag's values, in the byte order of their directory.
   *
   * @param type the number that TIFF has for the kind of values
   * @param count how many there are
   * @param bytes the values
   */
  // Handed on and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Field(int type, int count, byte[] bytes) {
    /** How many bytes a value takes; 0 for types that there are not. */
    static int size(int type) {
      return switch (type) {
        case BYTE, TEXT, 6, UNDEFINED -> 1;
        case SHORT, 8 -> 2;
        case LONG, 9, 11, 13 -> 4;
        case RATIONAL, 10, 12 -> 8;
        default -> 0;
      };
    }
  }

  private final ByteOrder order;
  private final SortedMap<Integer, Field> fields = new TreeMap<>();
  private final SortedMap<Integer, TiffFields> below = new TreeMap<>();

  TiffFields(ByteOrder order) {
    this.order = order;
  }

  /** The order of the bytes of its numbers. */
  ByteOrder order() {
    return order;
  }

  void putAll(Map<Integer, Field> others) {
    fields.putAll(others);
  }

  void putShorts(int tag, int... values) {
    byte[] bytes = new byte[2 * values.length];
    ByteBuffer to = over(bytes);
    for (int value : values) {
      to.putShort((short) value);
    }
    fields.put(tag, new Field(SHORT, values.length, bytes));
  }

  void putLongs(int tag, int... values) {
    byte[] bytes = new byte[4 * values.length];
    over(bytes).asIntBuffer().put(values);
    fields.put(tag, new Field(LONG, values.length, bytes));
  }

  /** A whole number, as a fraction. */
  void putRational(int tag, int value) {
    byte[] bytes = new byte[8];
    over(bytes).putInt(value).putInt(1);
    fields.put(tag, new Field(RATIONAL, 1, bytes));
  }

  /** A text, whose end a zero marks. */
  void putText(int tag, String text) {
    byte[] bytes = (text.replace('\0', ' ') + '\0').getBytes(StandardCharsets.UTF_8);
    fields.put(tag, new Field(TEXT, bytes.length, bytes));
  }

  void putBytes(int tag, byte[] bytes) {
    fields.put(tag, new Field(UNDEFINED, bytes.length, bytes));
  }

  /** A directory that a tag points to. */
  void putDirectory(int tag, TiffFields directory) {
    below.put(tag, directory);
    putLongs(tag, 0);
  }

  /** A TIFF header, with this as the first directory of what follows it. */
  byte[] block() {
    byte[] directory = at(HEADER_BYTES);
    byte[] block = Arrays.copyOf(header(HEADER_BYTES), HEADER_BYTES + directory.length);
    System.arraycopy(directory, 0, block, HEADER_BYTES, directory.length);
    return block;
  }

  /**
   * A file's header.
   *
   * @param first where its first directory begins
   */
  byte[] header(int first) {
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    byte[] header = new byte[HEADER_BYTES];
    over(header).put(mark).put(mark).putShort((short) 42).putInt(first);
    return header;
  }

  /**
   * The directory, its values and what lies below it: no other directory follows it.
   *
   * @param offset where in the file its first byte will lie; even
   */
  byte[] at(int offset) {
    int valuesAt = 2 + ENTRY_BYTES * fields.size() + 4;
    SortedMap<Integer, byte[]> directories = new TreeMap<>();
    int end = valuesAt + fields.values().stream().mapToInt(TiffFields::apart).sum();
    for (Map.Entry<Integer, TiffFields> entry : below.entrySet()) {
      putLongs(entry.getKey(), offset + end);
      byte[] directory = entry.getValue().at(offset + end);
      directories.put(entry.getKey(), directory);
      end += directory.length;
    }
    byte[] all = new byte[end];
    ByteBuffer bytes = over(all).putShort((short) fields.size());
    ByteBuffer values = over(all).position(valuesAt);
    fields.forEach(
        (tag, field) -> {
          bytes.putShort((short) (int) tag).putShort((short) field.type).putInt(field.count);
          if (apart(field) == 0) {
            bytes.put(field.bytes).position(bytes.position() + SHORTEST - field.bytes.length);
          } else {
            bytes.putInt(offset + values.position());
            values.put(field.bytes).position(values.position() + field.bytes.length % 2);
          }
        });
    directories.values().forEach(values::put);
    return all;
  }

  /** The bytes that a field takes outside of its entry: places are even. */
  private static int apart(Field field) {
    int length = field.bytes.length;
    return length <= SHORTEST ? 0 : length + length % 2;
  }

  private ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(order);
  }
}
