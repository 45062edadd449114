package dev.impasto.picture;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a TIFF file or an EXIF block: the tags of a page.
 *
 * <p>Damaged directories are common: what cannot be read counts as absent.
 */
final class TiffDirectory {
  private static final int SUB_DIRECTORIES = 330;

  /** More pages than any picture has; a file can chain as many as it has bytes. */
  private static final int MOST_DIRECTORIES = 1000;

  /** Those of a tag; no tag that is asked for has as many. */
  private static final int MOST_VALUES = 1000;

  /** More entries than any directory has; BigTIFF can claim as many as it has bytes. */
  private static final int MOST_ENTRIES = 1 << 16;

  private static final int SHORT = 3;

  /** The type of a directory's place. */
  private static final int POINTER = 13;

  /** Those of a tag that is taken over as it is. */
  private static final int MOST_BYTES = 1 << 13;

  private final FileBytes file;
  private final ByteOrder order;
  private final TiffForm form;
  private final long offset;
  private final int entries;

  private TiffDirectory(FileBytes file, ByteOrder order, TiffForm form, long offset) {
    this.file = file;
    this.order = order;
    this.form = form;
    this.offset = offset;
    long claimed = file.number(offset, form.sizeBytes, order);
    long fitting = (file.length() - offset - form.sizeBytes) / form.entryBytes();
    this.entries = (int) Math.min(MOST_ENTRIES, Math.min(claimed & Long.MAX_VALUE, fitting));
  }

  /** The first directory; empty where there is none. */
  static Optional<TiffDirectory> first(byte[] block) {
    return first(FileBytes.of(block));
  }

  /** The first directory of a file; empty where there is none. */
  static Optional<TiffDirectory> first(FileBytes file) {
    if (file.length() < TiffForm.CLASSIC.headerBytes) {
      return Optional.empty();
    }
    ByteOrder order = file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    long version = file.number(2, 2, order);
    for (TiffForm form : TiffForm.values()) {
      if (version == form.version && file.length() >= form.headerBytes) {
        long place = file.number(form.headerBytes - form.placeBytes, form.placeBytes, order);
        return Optional.ofNullable(at(file, order, form, place));
      }
    }
    return Optional.empty();
  }

  /** The directories of all pages, in the order of the file. */
  static List<TiffDirectory> pages(FileBytes file) {
    List<TiffDirectory> pages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    TiffDirectory page = first(file).orElse(null);
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
      TiffDirectory directory = at(file, order, form, child);
      if (directory != null && children.size() < MOST_DIRECTORIES) {
        children.add(directory);
      }
    }
    return children;
  }

  /** The order of the bytes of its numbers. */
  ByteOrder order() {
    return order;
  }

  /** The directory that a tag points to. */
  Optional<TiffDirectory> below(int tag) {
    return Optional.ofNullable(at(file, order, form, value(tag, 0)));
  }

  /** All tags that can be read, but for those that point to a place and those that are large. */
  Map<Integer, TiffFields.Field> fields() {
    Map<Integer, TiffFields.Field> fields = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      long entry = entryAt(i);
      int type = type(entry);
      long count = count(entry);
      int size = TiffFields.Field.size(type);
      if (size > 0 && type != POINTER && count > 0 && count <= MOST_BYTES / size) {
        long at = place(entry, size);
        if (at >= 0) {
          byte[] values = file.bytes(at, (int) count * size);
          int tag = (int) file.number(entry, 2, order);
          fields.put(tag, new TiffFields.Field(type, (int) count, values));
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

  /** The first whole numbers of a tag; none where it is absent or of another type. */
  long[] values(int tag) {
    return values(tag, MOST_VALUES);
  }

  /** {@link #values(int)}, at most so many. */
  long[] values(int tag, int most) {
    long entry = entry(tag);
    int size = entry < 0 ? 0 : numberBytes(type(entry));
    long at = size == 0 ? -1 : place(entry, size);
    if (at < 0) {
      return new long[0];
    }
    long[] values = new long[(int) Math.min(most, count(entry))];
    for (int i = 0; i < values.length; i++) {
      values[i] = file.number(at + (long) i * size, size, order);
    }
    return values;
  }

  /** The bytes of a whole number of a type; 0 where it has other values. */
  private static int numberBytes(int type) {
    return switch (type) {
      case 1, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 13 -> 4;
      case 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** The bytes of a tag, whatever its type says; null where it is absent. */
  byte @Nullable [] content(int tag) {
    long entry = entry(tag);
    long at = entry < 0 || count(entry) > Integer.MAX_VALUE - 8 ? -1 : place(entry, 1);
    return at < 0 ? null : file.bytes(at, (int) count(entry));
  }

  /**
   * A copy of the file in which this is the first page.
   *
   * @param values other values of tags that this directory has, below 65536
   */
  FileBytes first(Map<Integer, Integer> values) {
    SortedMap<Long, byte[]> changes = new TreeMap<>();
    byte[] place = new byte[form.placeBytes];
    put(place, 0, form.placeBytes, offset);
    changes.put((long) form.headerBytes - form.placeBytes, place);
    values.forEach(
        (tag, value) -> {
          byte[] entry = new byte[form.entryBytes() - 2];
          put(entry, 0, 2, SHORT);
          put(entry, 2, form.placeBytes, 1);
          put(entry, 2 + form.placeBytes, 2, value);
          changes.put(entry(tag) + 2, entry);
        });
    List<FileBytes> parts = new ArrayList<>();
    long end = 0;
    for (Map.Entry<Long, byte[]> change : changes.entrySet()) {
      parts.add(file.part(end, change.getKey() - end));
      parts.add(FileBytes.of(change.getValue()));
      end = change.getKey() + change.getValue().length;
    }
    parts.add(file.part(end, file.length() - end));
    return FileBytes.joined(parts);
  }

  private void put(byte[] bytes, int at, int size, long number) {
    for (int i = 0; i < size; i++) {
      int shift = order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
      bytes[at + i] = (byte) (number >> (8 * shift));
    }
  }

  private @Nullable TiffDirectory next() {
    long end = entryAt(entries);
    return end + form.placeBytes > file.length()
        ? null
        : at(file, order, form, file.number(end, form.placeBytes, order));
  }

  private long entryAt(int index) {
    return offset + form.sizeBytes + (long) index * form.entryBytes();
  }

  private int type(long entry) {
    return (int) file.number(entry + 2, 2, order);
  }

  /** The number of an entry's values. */
  private long count(long entry) {
    return file.number(entry + 4, form.placeBytes, order) & Long.MAX_VALUE;
  }

  /** Where the entry of a tag begins, or -1. */
  private long entry(int tag) {
    for (int i = 0; i < entries; i++) {
      if (file.number(entryAt(i), 2, order) == tag) {
        return entryAt(i);
      }
    }
    return -1;
  }

  /** Where the values of an entry begin, or -1 if they are not within the file. */
  private long place(long entry, int size) {
    long count = count(entry);
    if (count > file.length() / size) {
      return -1;
    }
    long inside = entry + 4 + form.placeBytes;
    long at =
        count * size <= form.placeBytes
            ? inside
            : file.number(inside, form.placeBytes, order) & Long.MAX_VALUE;
    return at > file.length() - count * size ? -1 : at;
  }

  private static @Nullable TiffDirectory at(
      FileBytes file, ByteOrder order, TiffForm form, long offset) {
    return offset < form.headerBytes || offset > file.length() - form.sizeBytes
        ? null
        : new TiffDirectory(file, order, form, offset);
  }
}
