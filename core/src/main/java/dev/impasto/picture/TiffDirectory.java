package dev.impasto.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a TIFF file or an EXIF block: the tags of a page.
 *
 * <p>Damaged directories are common: what cannot be read counts as absent.
 */
final class TiffDirectory {
  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SUB_DIRECTORIES = 330;

  /** More pages than any picture has; a file can chain as many as it has bytes. */
  private static final int MOST_DIRECTORIES = 1000;

  /** Those of a tag; no tag that is asked for has as many. */
  private static final int MOST_VALUES = 1000;

  /** The type of a directory's place. */
  private static final int POINTER = 13;

  /** Those of a tag that is taken over as it is. */
  private static final int MOST_BYTES = 1 << 13;

  private final byte[] file;
  private final ByteBuffer bytes;
  private final int offset;
  private final int entries;

  private TiffDirectory(byte[] file, ByteOrder order, int offset) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file).order(order);
    this.offset = offset;
    int claimed = Short.toUnsignedInt(bytes.getShort(offset));
    this.entries = Math.min(claimed, (bytes.limit() - offset - 2) / ENTRY_BYTES);
  }

  /** The first directory; empty where there is none. */
  static Optional<TiffDirectory> first(byte[] block) {
    if (block.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteOrder order = block[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer header = ByteBuffer.wrap(block).order(order);
    return header.getShort(2) == 42
        ? Optional.ofNullable(at(block, order, Integer.toUnsignedLong(header.getInt(4))))
        : Optional.empty();
  }

  /** The directories of all pages, in the order of the file. */
  static List<TiffDirectory> pages(byte[] block) {
    List<TiffDirectory> pages = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    TiffDirectory page = first(block).orElse(null);
    while (page != null && seen.add(page.offset) && pages.size() < MOST_DIRECTORIES) {
      pages.add(page);
      page = page.next();
    }
    return pages;
  }

  /** The directories below this one, as camera raw files and pyramids have them. */
  List<TiffDirectory> children() {
    List<TiffDirectory> children = new ArrayList<>();
    for (long child : values(SUB_DIRECTORIES)) {
      TiffDirectory directory = at(file, bytes.order(), child);
      if (directory != null && children.size() < MOST_DIRECTORIES) {
        children.add(directory);
      }
    }
    return children;
  }

  /** The order of the bytes of its numbers. */
  ByteOrder order() {
    return bytes.order();
  }

  /** The directory that a tag points to. */
  Optional<TiffDirectory> below(int tag) {
    return Optional.ofNullable(at(file, bytes.order(), value(tag, 0)));
  }

  /** All tags that can be read, but for those that point to a place and those that are large. */
  Map<Integer, TiffFields.Field> fields() {
    Map<Integer, TiffFields.Field> fields = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      int entry = offset + 2 + i * ENTRY_BYTES;
      int type = Short.toUnsignedInt(bytes.getShort(entry + 2));
      int count = bytes.getInt(entry + 4);
      int size = TiffFields.Field.size(type);
      if (size > 0 && type != POINTER && count > 0 && count <= MOST_BYTES / size) {
        int at = place(entry, size);
        if (at >= 0) {
          byte[] values = Arrays.copyOfRange(file, at, at + count * size);
          int tag = Short.toUnsignedInt(bytes.getShort(entry));
          fields.put(tag, new TiffFields.Field(type, count, values));
        }
      }
    }
    return fields;
  }

  /** Whether it has a tag, readable or not. */
  boolean has(int tag) {
    return entry(tag) >= 0;
  }

  /** The first whole number of a tag, or what it is where the tag is absent or of another type. */
  long value(int tag, long absent) {
    long[] values = values(tag);
    return values.length == 0 ? absent : values[0];
  }

  /** The whole numbers of a tag; none where it is absent or of another type. */
  long[] values(int tag) {
    int entry = entry(tag);
    int type = entry < 0 ? 0 : Short.toUnsignedInt(bytes.getShort(entry + 2));
    int size =
        switch (type) {
          case 1, 6, 7 -> 1;
          case 3, 8 -> 2;
          case 4, 9, 13 -> 4;
          default -> 0;
        };
    int at = size == 0 ? -1 : place(entry, size);
    if (at < 0) {
      return new long[0];
    }
    long[] values = new long[Math.min(MOST_VALUES, bytes.getInt(entry + 4))];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (size) {
            case 1 -> Byte.toUnsignedLong(bytes.get(at + i));
            case 2 -> Short.toUnsignedLong(bytes.getShort(at + 2 * i));
            default -> Integer.toUnsignedLong(bytes.getInt(at + 4 * i));
          };
    }
    return values;
  }

  /** The bytes of a tag, whatever its type says; null where it is absent. */
  byte @Nullable [] content(int tag) {
    int entry = entry(tag);
    int at = entry < 0 ? -1 : place(entry, 1);
    return at < 0 ? null : Arrays.copyOfRange(file, at, at + bytes.getInt(entry + 4));
  }

  /**
   * Writes another value into a copy of the file.
   *
   * @param tag a tag that this directory has
   * @param value below 65536
   */
  void replace(byte[] copy, int tag, int value) {
    int entry = entry(tag);
    ByteBuffer.wrap(copy)
        .order(bytes.order())
        .putShort(entry + 2, (short) 3)
        .putInt(entry + 4, 1)
        .putInt(entry + 8, 0)
        .putShort(entry + 8, (short) value);
  }

  /** Makes this the first page of a copy of the file. */
  void putFirst(byte[] copy) {
    ByteBuffer.wrap(copy).order(bytes.order()).putInt(4, offset);
  }

  private @Nullable TiffDirectory next() {
    int end = offset + 2 + entries * ENTRY_BYTES;
    return end + 4 > bytes.limit()
        ? null
        : at(file, bytes.order(), Integer.toUnsignedLong(bytes.getInt(end)));
  }

  /** Where the entry of a tag begins, or -1. */
  private int entry(int tag) {
    for (int i = 0; i < entries; i++) {
      int at = offset + 2 + i * ENTRY_BYTES;
      if (Short.toUnsignedInt(bytes.getShort(at)) == tag) {
        return at;
      }
    }
    return -1;
  }

  /** Where the values of an entry begin, or -1 if they are not within the file. */
  private int place(int entry, int size) {
    long length = Integer.toUnsignedLong(bytes.getInt(entry + 4)) * size;
    long at = length <= 4 ? entry + 8 : Integer.toUnsignedLong(bytes.getInt(entry + 8));
    return at + length > bytes.limit() ? -1 : (int) at;
  }

  private static @Nullable TiffDirectory at(byte[] file, ByteOrder order, long offset) {
    return offset < HEADER_BYTES || offset + 2 > file.length
        ? null
        : new TiffDirectory(file, order, (int) offset);
  }
}
