package dev.impasto.internal.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variables of a MATLAB file of version 5, which MATLAB calls 5 to 7. Variables may be
 * compressed as a whole, so that a file is walked from its start to its end, and only numbers that
 * are of use are kept.
 */
final class Mat5 {
  private static final int HEADER = 128;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int CELL = 1;
  private static final int STRUCT = 2;
  private static final int OBJECT = 3;
  private static final int CHAR = 4;
  private static final int DOUBLE = 6;
  private static final int MOST_NESTED = 20;
  private static final int MOST_VALUES = 50_000;

  /** Weights hardly get smaller when compressed; what does by more than this does harm. */
  private static final long MOST_RATIO = 100;

  private static final long SMALL = 1 << 20;
  private static final int CHUNK = 1 << 14;

  /** The head of a piece of data: what it is, how long, and how many bytes follow to fill up. */
  private record Tag(int type, int length, int filler) {}

  private final WeightBytes source;
  private final ByteOrder order;
  private InputStream in = InputStream.nullInputStream();
  private int values;

  Mat5(WeightBytes source) {
    source.require(source.size() > HEADER + 8, "it ends within its header");
    this.source = source;
    this.order = source.u8(126) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** Whether the file is of version 7.3, which is HDF5 after MATLAB's header. */
  static boolean isHdf5(WeightBytes source) {
    return source.size() > MatHdf5.START + 8
        && source.u8(MatHdf5.START) == 0x89
        && source.u8(MatHdf5.START + 1) == 'H';
  }

  /** The variables by name. */
  Map<String, Object> read() {
    Map<String, Object> variables = new LinkedHashMap<>();
    try {
      for (long at = HEADER; at + 8 <= source.size(); ) {
        ByteBuffer tag = ByteBuffer.wrap(source.bytes(at, 8, 8, "a variable")).order(order);
        int type = tag.getInt();
        long length = tag.getInt() & 0xffffffffL;
        source.check(at + 8, length, "a variable");
        if (type == COMPRESSED) {
          try (InputStream stream = Inflated.stream(source, at + 8, length, false)) {
            in = stream;
            Tag inner = tag(Integer.MAX_VALUE);
            source.require(
                inner.length <= SMALL + MOST_RATIO * length,
                "a variable would be %d bytes, unpacked from %d",
                inner.length,
                length);
            variable(inner, variables);
          }
        } else {
          in = Inflated.packed(source, at, length + 8);
          variable(tag(Integer.MAX_VALUE), variables);
        }
        at += 8 + length;
      }
    } catch (IOException | UncheckedIOException e) {
      throw source.damaged("a variable cannot be unpacked; it is damaged or cut short");
    }
    return variables;
  }

  private void variable(Tag tag, Map<String, Object> variables) throws IOException {
    if (tag.type == MATRIX && tag.length > 0) {
      Named value = matrix(tag.length, 0);
      if (value.value != null) {
        variables.put(value.name, value.value);
      }
    }
  }

  private record Named(String name, @Nullable Object value) {}

  /** Reads a matrix of {@code length} bytes; null where it is of no use. */
  private Named matrix(int length, int depth) throws IOException {
    source.require(depth < MOST_NESTED && values++ < MOST_VALUES, "its structures nest too deeply");
    int[] left = {length};
    byte[] flags = data(left, 8);
    source.require(flags.length == 8, "a matrix has no class");
    int kind = ByteBuffer.wrap(flags).order(order).getInt() & 0xff;
    List<Long> shape = shape(data(left, 128));
    String name = new String(data(left, 256), StandardCharsets.ISO_8859_1);
    long count = 1;
    for (long size : shape) {
      source.require(
          size >= 0 && (size == 0 || count <= Integer.MAX_VALUE / size),
          "a matrix has the shape %s",
          shape);
      count *= size;
    }
    Object value =
        switch (kind) {
          case CELL -> matrices(left, count, depth);
          case OBJECT -> {
            data(left, 256); // The class.
            yield structure(left, count, depth);
          }
          case STRUCT -> structure(left, count, depth);
          case CHAR -> text(left);
          default -> kind >= DOUBLE && kind <= 15 ? numbers(left, shape, count) : null;
        };
    skip(left[0]);
    return new Named(name, value);
  }

  private List<Long> shape(byte[] bytes) {
    ByteBuffer sizes = ByteBuffer.wrap(bytes).order(order);
    List<Long> shape = new ArrayList<>();
    while (sizes.remaining() >= 4) {
      shape.add((long) sizes.getInt());
    }
    return shape;
  }

  private List<Object> matrices(int[] left, long count, int depth) throws IOException {
    List<Object> matrices = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Tag tag = tag(left[0]);
      left[0] -= 8 + tag.length;
      source.require(tag.type == MATRIX && left[0] >= 0, "a list of matrices is damaged");
      Object value = tag.length == 0 ? null : matrix(tag.length, depth + 1).value;
      matrices.add(value == null ? "" : value);
    }
    return matrices;
  }

  /** One structure as a Map, others as a list of them. */
  private Object structure(int[] left, long count, int depth) throws IOException {
    byte[] width = data(left, 4);
    int each = width.length == 4 ? ByteBuffer.wrap(width).order(order).getInt() : 0;
    byte[] names = data(left, 1 << 14);
    source.require(each >= 1 && each <= 256, "a structure's fields are damaged");
    int fields = names.length / each;
    source.require(count * fields <= MOST_VALUES, "its structures have too many fields");
    List<Object> structures = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      List<Object> values = matrices(left, fields, depth);
      Map<String, Object> structure = new LinkedHashMap<>();
      for (int f = 0; f < fields; f++) {
        String name = new String(names, f * each, each, StandardCharsets.ISO_8859_1);
        int end = name.indexOf(0);
        structure.put(end < 0 ? name : name.substring(0, end), values.get(f));
      }
      structures.add(structure);
    }
    return structures.size() == 1 ? structures.get(0) : structures;
  }

  private @Nullable String text(int[] left) throws IOException {
    Tag tag = tag(left[0]);
    if (tag.length > 1 << 10) {
      drop(left, tag);
      return null;
    }
    byte[] bytes = body(left, tag);
    boolean wide = tag.type == 4 || tag.type == 17;
    return new String(
        bytes,
        wide
            ? order == ByteOrder.LITTLE_ENDIAN
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_16BE
            : StandardCharsets.UTF_8);
  }

  /** The numbers, kept as they are if they are of use. */
  private MatArray numbers(int[] left, List<Long> shape, long count) throws IOException {
    Tag tag = tag(left[0]);
    int bytes =
        switch (tag.type) {
          case 1, 2 -> 1;
          case 3, 4 -> 2;
          case 5, 6, 7 -> 4;
          case 9, 12, 13 -> 8;
          default -> throw source.damaged("a matrix holds the unknown type %d", tag.type);
        };
    source.require(tag.length == count * bytes, "a matrix of %s has %d bytes", shape, tag.length);
    if (!MatArray.isOfUse(shape, count)) {
      drop(left, tag);
      return new MatArray(shape, new float[0]);
    }
    use(left, tag);
    float[] numbers = new float[(int) count];
    byte[] chunk = new byte[CHUNK];
    for (int done = 0; done < count; ) {
      int part = (int) Math.min(CHUNK / bytes, count - done);
      fill(chunk, part * bytes);
      ByteBuffer from = ByteBuffer.wrap(chunk).order(order);
      for (int i = 0; i < part; i++) {
        numbers[done++] = number(from, tag.type);
      }
    }
    skip(tag.filler);
    return new MatArray(shape, numbers);
  }

  private static float number(ByteBuffer from, int type) {
    return switch (type) {
      case 1 -> from.get();
      case 2 -> from.get() & 0xff;
      case 3 -> from.getShort();
      case 4 -> from.getShort() & 0xffff;
      case 5 -> from.getInt();
      case 6 -> from.getInt() & 0xffffffffL;
      case 7 -> from.getFloat();
      case 9 -> (float) from.getDouble();
      default -> from.getLong();
    };
  }

  /** A piece of at most {@code most} bytes, whatever it is. */
  private byte[] data(int[] left, int most) throws IOException {
    Tag tag = tag(left[0]);
    source.require(tag.length <= most, "a matrix's head is %d bytes long", tag.length);
    return body(left, tag);
  }

  private byte[] body(int[] left, Tag tag) throws IOException {
    use(left, tag);
    byte[] bytes = new byte[tag.length];
    fill(bytes, bytes.length);
    skip(tag.filler);
    return bytes;
  }

  private void drop(int[] left, Tag tag) throws IOException {
    use(left, tag);
    skip((long) tag.length + tag.filler);
  }

  /** Notes that a piece was read; its tag makes sure that it fits. */
  private void use(int[] left, Tag tag) {
    boolean small = tag.length <= 4 && tag.filler == 4 - tag.length;
    left[0] -= (small ? 4 : 8) + tag.length + tag.filler;
    source.require(left[0] >= 0, "a matrix is longer than what it is in");
  }

  /** Up to four bytes stand within their tag; longer pieces are filled up to eight. */
  private Tag tag(int left) throws IOException {
    byte[] bytes = new byte[4];
    fill(bytes, 4);
    int first = ByteBuffer.wrap(bytes).order(order).getInt();
    if (first >>> 16 != 0) {
      int length = first >>> 16;
      source.require(length <= 4, "a short piece has %d bytes", length);
      return new Tag(first & 0xffff, length, 4 - length);
    }
    fill(bytes, 4);
    int length = ByteBuffer.wrap(bytes).order(order).getInt();
    source.require(length >= 0 && length <= left, "a piece would be %d bytes long", length);
    return new Tag(first, length, first == MATRIX ? 0 : (8 - length % 8) % 8);
  }

  private void fill(byte[] into, int count) throws IOException {
    source.require(in.readNBytes(into, 0, count) == count, "it is cut short");
  }

  private void skip(long count) throws IOException {
    in.skipNBytes(count);
  }
}
