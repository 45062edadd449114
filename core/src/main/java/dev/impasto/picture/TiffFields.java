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

  /** Of BigTIFF. */
  private static final int LONG_8 = 16;

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

  /** Places in the file. */
  void putPlaces(int tag, TiffForm form, long... values) {
    byte[] bytes = new byte[form.placeBytes * values.length];
    ByteBuffer to = over(bytes);
    for (long value : values) {
      putPlace(to, form, value);
    }
    fields.put(tag, new Field(form == TiffForm.BIG ? LONG_8 : LONG, values.length, bytes));
  }

  private static void putPlace(ByteBuffer to, TiffForm form, long value) {
    if (form == TiffForm.BIG) {
      to.putLong(value);
    } else {
      to.putInt((int) value);
    }
  }

  /** A TIFF header, with this as the first directory of what follows it. */
  byte[] block() {
    int start = TiffForm.CLASSIC.headerBytes;
    byte[] directory = at(start, TiffForm.CLASSIC);
    byte[] block = Arrays.copyOf(header(start, TiffForm.CLASSIC), start + directory.length);
    System.arraycopy(directory, 0, block, start, directory.length);
    return block;
  }

  /**
   * A file's header.
   *
   * @param first where its first directory begins
   */
  byte[] header(long first, TiffForm form) {
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    byte[] header = new byte[form.headerBytes];
    ByteBuffer bytes = over(header).put(mark).put(mark).putShort((short) form.version);
    if (form == TiffForm.BIG) {
      bytes.putShort((short) form.placeBytes).putShort((short) 0);
    }
    putPlace(bytes, form, first);
    return header;
  }

  /**
   * The directory, its values and what lies below it: no other directory follows it.
   *
   * @param offset where in the file its first byte will lie; even
   */
  byte[] at(long offset, TiffForm form) {
    int valuesAt = form.sizeBytes + form.entryBytes() * fields.size() + form.placeBytes;
    SortedMap<Integer, byte[]> directories = new TreeMap<>();
    int end = valuesAt + fields.values().stream().mapToInt(field -> apart(field, form)).sum();
    for (Map.Entry<Integer, TiffFields> entry : below.entrySet()) {
      putPlaces(entry.getKey(), form, offset + end);
      byte[] directory = entry.getValue().at(offset + end, form);
      directories.put(entry.getKey(), directory);
      end += directory.length;
    }
    byte[] all = new byte[end];
    ByteBuffer bytes = over(all);
    if (form == TiffForm.BIG) {
      bytes.putLong(fields.size());
    } else {
      bytes.putShort((short) fields.size());
    }
    ByteBuffer values = over(all).position(valuesAt);
    fields.forEach(
        (tag, field) -> {
          bytes.putShort((short) (int) tag).putShort((short) field.type);
          putPlace(bytes, form, field.count);
          if (apart(field, form) == 0) {
            bytes
                .put(field.bytes)
                .position(bytes.position() + form.placeBytes - field.bytes.length);
          } else {
            putPlace(bytes, form, offset + values.position());
            values.put(field.bytes).position(values.position() + field.bytes.length % 2);
          }
        });
    directories.values().forEach(values::put);
    return all;
  }

  /**
   * The bytes that a field takes outside of its entry, where it does not fit into a place: an even
   * number.
   */
  private static int apart(Field field, TiffForm form) {
    int length = field.bytes.length;
    return length <= form.placeBytes ? 0 : length + length % 2;
  }

  private ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(order);
  }
}
