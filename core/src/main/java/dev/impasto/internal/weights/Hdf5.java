package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of HDF5 that Keras and MATLAB use: groups whose members are in symbol tables, and
 * datasets in one piece or in chunks, all of the structures that HDF5 writes unless told otherwise.
 * Links are named but not followed, and no structure is visited twice, so damaged files end soon.
 */
final class Hdf5 {
  private static final int MOST_MEMBERS = 10_000;
  private static final long MOST_HEADER = 1 << 22;
  private static final long NOWHERE = -1;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;

  /** Types of the messages that an object's header is made of. */
  private static final int DATASPACE = 1;

  private static final int DATATYPE = 3;
  private static final int EXTERNAL_FILES = 7;
  private static final int LAYOUT = 8;
  private static final int FILTERS = 11;
  private static final int CONTINUATION = 16;
  private static final int SYMBOL_TABLE = 17;

  /** Where the data of a message of an object's header lies. */
  private record Message(long at, int length) {}

  /**
   * What a name in a group stands for.
   *
   * @param header where its object's header lies; -1 for a link
   */
  record Member(long header) {
    boolean isLink() {
      return header == NOWHERE;
    }
  }

  /** What a dataset holds. */
  enum Kind {
    FLOAT,
    WHOLE,
    REFERENCE,
    OTHER
  }

  /**
   * A dataset.
   *
   * @param kind what its values are
   * @param shape its sizes
   * @param bytes the bytes of a value
   * @param type where the description of a value is
   * @param layout where the description of its place is
   * @param filters where the description of its compression is; -1 for none
   */
  record Numbers(Kind kind, List<Long> shape, int bytes, Type type, long layout, long filters) {
    Numbers {
      shape = List.copyOf(shape);
    }

    /** The order of the bytes of a number. */
    ByteOrder order() {
      return type.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** What its numbers are; {@code name} stands for the dataset in messages. */
    NumberFormat scalar(WeightBytes source, String name) {
      source.require(kind == Kind.FLOAT, "%s does not hold floating-point numbers", name);
      NumberFormat scalar =
          bytes == 2 ? NumberFormat.F16 : bytes == 8 ? NumberFormat.F64 : NumberFormat.F32;
      int wanted = scalar == NumberFormat.F16 ? 10 : scalar == NumberFormat.F64 ? 52 : 23;
      source.require(
          bytes == scalar.bytes()
              && type.mantissa == wanted
              && type.exponent == 8 * bytes - wanted - 1,
          "%s holds numbers of %d bytes with %d bits; IEEE 754's can be read",
          name,
          bytes,
          type.mantissa);
      return scalar;
    }
  }

  /** Details of a type of numbers; bits of its exponent and of its mantissa. */
  record Type(boolean bigEndian, int exponent, int mantissa) {}

  private final WeightBytes source;
  private final Member root;
  private final Set<Long> visited = new HashSet<>();

  Hdf5(WeightBytes source) {
    this.source = source;
    int version = source.u8(8);
    source.require(
        version <= 1,
        "its HDF5 is of the newest form, %d; Keras writes the oldest, 0, which can be read",
        version);
    source.require(
        source.u8(13) == 8 && source.u8(14) == 8, "its HDF5 has addresses of unusual length");
    int at = version == 0 ? 24 : 28;
    long base = source.i64(at, "its start");
    source.require(
        base == 0 || base == MatHdf5.START, "its HDF5 does not begin at the file's start");
    root = new Member(source.i64(at + 40, "its start"));
  }

  /** The group that all others are in. */
  Member root() {
    return root;
  }

  /** The members of a group by name; null if the member is no group. */
  @Nullable Map<String, Member> group(Member member) {
    Message table = messages(member).get(SYMBOL_TABLE);
    if (table == null) {
      return null;
    }
    visited.clear();
    long tree = source.i64(table.at(), "a group");
    long heap = source.i64(table.at() + 8, "a group");
    require(heap, "HEAP");
    long names = source.i64(heap + 24, "a group's names");
    long length = source.i64(heap + 8, "a group's names");
    source.check(names, length, "a group's names");
    Map<String, Member> members = new LinkedHashMap<>();
    Deque<Long> nodes = new ArrayDeque<>(List.of(tree));
    int branches = 0;
    while (!nodes.isEmpty()) {
      long node = nodes.pop();
      source.require(visited.add(node), "a group's members go in a circle");
      require(node, "TREE");
      source.require(source.u8(node + 4) == 0, "a group's members are damaged");
      int level = source.u8(node + 5);
      int count = source.u16(node + 6, "a group's members");
      branches += count;
      source.require(branches <= MOST_MEMBERS, "a group has too many members");
      for (int i = 0; i < count; i++) {
        long child = source.i64(node + 32 + 16L * i, "a group's members");
        if (level > 0) {
          nodes.push(child);
        } else {
          members(child, names, length, members);
        }
      }
    }
    return members;
  }

  private void members(long node, long names, long length, Map<String, Member> members) {
    source.require(visited.add(node), "a group's members go in a circle");
    require(node, "SNOD");
    int count = source.u16(node + 6, "a group's members");
    for (int i = 0; i < count; i++) {
      long entry = node + 8 + 40L * i;
      String name = name(source.i64(entry, "a group's members"), names, length);
      boolean link = source.u32(entry + 16, "a group's members") == 2;
      Member member = new Member(link ? NOWHERE : source.i64(entry + 8, "a group's members"));
      source.require(members.put(name, member) == null, "a group has %s twice", name);
      source.require(members.size() <= MOST_MEMBERS, "a group has too many members");
    }
  }

  private String name(long offset, long names, long length) {
    source.require(offset >= 0 && offset < length, "a member's name is damaged");
    StringBuilder name = new StringBuilder();
    for (long at = offset; at < length && name.length() <= 200; at++) {
      int letter = source.u8(names + at);
      if (letter == 0) {
        return name.toString();
      }
      name.append((char) letter);
    }
    throw source.damaged("a member's name is damaged");
  }

  /** A dataset; {@code name} stands for it in messages. */
  Numbers numbers(Member member, String name) {
    source.require(!member.isLink(), "%s is a link, which is not followed", name);
    Map<Integer, Message> messages = messages(member);
    source.require(!messages.containsKey(SYMBOL_TABLE), "%s is a group where numbers belong", name);
    source.require(
        !messages.containsKey(EXTERNAL_FILES),
        "%s lies in another file, which is not opened",
        name);
    long type = find(messages, DATATYPE, name).at();
    long bytes = source.u32(type + 4, "a type");
    source.require(bytes >= 1 && bytes <= 1 << 16, "%s holds values of %d bytes", name, bytes);
    Message filters = messages.get(FILTERS);
    return new Numbers(
        kind(source.u8(type) & 15, (int) bytes),
        shape(find(messages, DATASPACE, name), name),
        (int) bytes,
        new Type((source.u8(type + 1) & 1) != 0, source.u8(type + 13), source.u8(type + 15)),
        find(messages, LAYOUT, name).at(),
        filters == null ? NOWHERE : filters.at());
  }

  private static Kind kind(int type, int bytes) {
    return switch (type) {
      case 0 -> Kind.WHOLE;
      case 1 -> Kind.FLOAT;
      case 7 -> bytes == 8 ? Kind.REFERENCE : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  private Message find(Map<Integer, Message> messages, int type, String name) {
    Message message = messages.get(type);
    if (message == null) {
      throw source.damaged("%s is not a dataset of a known form", name);
    }
    return message;
  }

  private List<Long> shape(Message space, String name) {
    int rank = source.u8(space.at() + 1);
    source.require(rank <= 8, "%s has %d dimensions", name, rank);
    long first = space.at() + (source.u8(space.at()) == 1 ? 8 : 4);
    List<Long> shape = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      shape.add(source.i64(first + 8L * d, "a shape"));
    }
    return shape;
  }

  /** The bytes of a dataset, its values in row-major order. */
  WeightBytes open(Numbers numbers, String name) {
    long layout = numbers.layout();
    int version = source.u8(layout);
    source.require(version >= 1 && version <= 4, "%s is laid out in an unknown way", name);
    boolean old = version < 3;
    int kind = source.u8(layout + (old ? 2 : 1));
    if (kind == CHUNKED && version == 3) {
      int rank = source.u8(layout + 2) - 1;
      source.require(rank >= 0 && rank <= 8, "%s has chunks of %d dimensions", name, rank);
      int[] chunk = new int[rank];
      for (int d = 0; d < rank; d++) {
        chunk[d] = (int) source.u32(layout + 11 + 4L * d, "a layout");
      }
      List<Integer> filters = filters(numbers.filters(), name);
      return new Hdf5Data(source, name, numbers.shape(), chunk, numbers.bytes(), filters)
          .read(source.i64(layout + 3, "a layout"));
    }
    source.require(kind == CONTIGUOUS, "%s is stored in a way that cannot be read", name);
    long at = source.i64(layout + (old ? 8 : 2), "a layout");
    int count = NamedArray.count(source, name, numbers.shape(), source.size() / numbers.bytes());
    return source.slice(at, (long) count * numbers.bytes(), WeightBytes.printable(name));
  }

  /** The numbers of the filters that a dataset went through when it was written. */
  private List<Integer> filters(long at, String name) {
    List<Integer> filters = new ArrayList<>();
    if (at == NOWHERE) {
      return filters;
    }
    int version = source.u8(at);
    int count = source.u8(at + 1);
    source.require((version == 1 || version == 2) && count <= 8, "%s has unknown filters", name);
    long next = at + (version == 1 ? 8 : 2);
    for (int i = 0; i < count; i++) {
      int filter = source.u16(next, "a filter");
      boolean named = version == 1 || filter >= 256;
      int text = named ? source.u16(next + 2, "a filter") : 0;
      int values = source.u16(next + (named ? 6 : 4), "a filter");
      next += (named ? 8 : 6) + text + 4L * (version == 1 ? values + values % 2 : values);
      filters.add(filter);
    }
    return filters;
  }

  /** The messages of an object's header that are of use; the first of each type. */
  private Map<Integer, Message> messages(Member member) {
    long header = member.header();
    source.require(source.u8(header) == 1, "its HDF5 has an object that Keras does not write");
    Map<Integer, Message> messages = new LinkedHashMap<>();
    Set<Long> blocks = new HashSet<>();
    Deque<Message> rest = new ArrayDeque<>();
    long length = source.u32(header + 8, "an object");
    source.check(header + 16, length, "an object");
    long total = length;
    source.require(total <= MOST_HEADER, "an object's header is too long");
    rest.add(new Message(header + 16, (int) length));
    while (!rest.isEmpty()) {
      Message block = rest.pop();
      source.require(blocks.add(block.at()), "an object goes in a circle");
      long end = block.at() + block.length();
      for (long at = block.at(); at + 8 <= end; ) {
        int type = source.u16(at, "an object");
        int size = source.u16(at + 2, "an object");
        source.require(at + 8 + size <= end, "an object's header is damaged");
        if (type == CONTINUATION) {
          source.require(size >= 16, "an object's header is damaged");
          long next = source.i64(at + 8, "an object");
          long bytes = source.i64(at + 16, "an object");
          source.check(next, bytes, "an object");
          total += bytes;
          source.require(total <= MOST_HEADER, "an object's header is too long");
          rest.add(new Message(next, (int) bytes));
        } else {
          messages.putIfAbsent(type, new Message(at + 8, size));
        }
        at += 8 + size;
      }
    }
    return messages;
  }

  private void require(long at, String signature) {
    byte[] bytes = source.bytes(at, 4, 4, "a group");
    source.require(
        new String(bytes, StandardCharsets.ISO_8859_1).equals(signature),
        "its HDF5 lacks the structure %s at %d",
        signature,
        at);
  }
}
