package dev.impasto.internal.weights;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes of a dataset: in one piece, or in chunks, which may be compressed. */
final class Hdf5Data {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;
  private static final int MOST_CHUNKS = 200_000;

  /** Weights hardly get smaller when compressed; what does by more than this does harm. */
  private static final long MOST_RATIO = 100;

  private static final long SMALL = 1 << 20;

  private final WeightBytes source;
  private final String name;
  private final List<Long> shape;
  private final int[] chunk;
  private final int bytes;
  private final List<Integer> filters;
  private final byte[] into;

  /**
   * Prepares to read a dataset in chunks.
   *
   * @param shape its sizes
   * @param chunk the sizes of a chunk
   * @param bytes the bytes of a value
   * @param filters what was done to a chunk, in this order
   */
  Hdf5Data(
      WeightBytes source,
      String name,
      List<Long> shape,
      int[] chunk,
      int bytes,
      List<Integer> filters) {
    this.source = source;
    this.name = name;
    this.shape = shape;
    this.chunk = chunk;
    this.bytes = bytes;
    this.filters = filters;
    source.require(
        shape.size() == chunk.length, "%s has chunks of other dimensions than its own", name);
    int count = NamedArray.count(source, name, shape, most(source));
    source.require(
        (long) count * bytes <= Integer.MAX_VALUE - 8, "%s is too large to be unpacked", name);
    into = new byte[count * bytes];
  }

  /** How many values a file may hold, which may be compressed. */
  static long most(WeightBytes source) {
    return SMALL / 4 + MOST_RATIO / 4 * source.size();
  }

  /** Walks the tree of chunks that begins at {@code tree}, and returns all their bytes. */
  WeightBytes read(long tree) {
    Deque<Long> nodes = new ArrayDeque<>(List.of(tree));
    Set<Long> visited = new HashSet<>();
    int chunks = 0;
    while (!nodes.isEmpty()) {
      long node = nodes.pop();
      source.require(visited.add(node), "the chunks of %s go in a circle", name);
      source.require(
          source.u32(node, "a chunk") == 0x45455254L && source.u8(node + 4) == 1,
          "the list of chunks of %s is damaged",
          name);
      int level = source.u8(node + 5);
      int count = source.u16(node + 6, "a chunk");
      chunks += count;
      source.require(chunks <= MOST_CHUNKS, "%s has too many chunks", name);
      int key = 8 + 8 * (shape.size() + 1);
      for (int i = 0; i < count; i++) {
        long at = node + 24 + (long) i * (key + 8);
        long child = source.i64(at + key, "a chunk");
        if (level > 0) {
          nodes.push(child);
        } else {
          long[] offset = new long[shape.size()];
          for (int d = 0; d < offset.length; d++) {
            offset[d] = source.i64(at + 8 + 8L * d, "a chunk");
            source.require(
                offset[d] >= 0 && offset[d] < shape.get(d), "a chunk of %s lies outside", name);
          }
          place(unpacked(child, source.u32(at, "a chunk"), source.u32(at + 4, "a chunk")), offset);
        }
      }
    }
    return WeightBytes.of(into, source.name());
  }

  private byte[] unpacked(long at, long length, long mask) {
    source.check(at, length, "a chunk");
    long full = bytes;
    for (int size : chunk) {
      source.require(
          size >= 1 && full <= Integer.MAX_VALUE / size, "the chunks of %s are too large", name);
      full *= size;
    }
    source.require(
        full <= SMALL + MOST_RATIO * length, "a chunk of %s would be %d bytes", name, full);
    int size = (int) full;
    byte[] data = null;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((mask >> i & 1) != 0) {
        continue;
      }
      switch (filters.get(i)) {
        case DEFLATE -> data = Inflated.bytes(source, at, length, false, size, "chunk of " + name);
        case SHUFFLE -> data = together(data == null ? stored(at, length, size) : data);
        case CHECKSUM -> {} // Compared by nobody: it stands after the bytes.
        default ->
            throw source.damaged(
                "%s is compressed by the filter %d, which cannot be read", name, filters.get(i));
      }
    }
    return data == null ? stored(at, length, size) : data;
  }

  private byte[] stored(long at, long length, int size) {
    source.require(length >= size, "a chunk of %s has %d bytes, not %d", name, length, size);
    return source.bytes(at, size, size, "a chunk");
  }

  /** Puts together again the bytes of each value. */
  private byte[] together(byte[] apart) {
    byte[] values = new byte[apart.length];
    int count = apart.length / bytes;
    for (int b = 0; b < bytes; b++) {
      for (int i = 0; i < count; i++) {
        values[i * bytes + b] = apart[b * count + i];
      }
    }
    return values;
  }

  /** Copies a chunk to its place, row by row, but for what lies beyond the dataset. */
  private void place(byte[] data, long[] offset) {
    int last = chunk.length - 1;
    if (last < 0) {
      System.arraycopy(data, 0, into, 0, bytes);
      return;
    }
    int row = (int) Math.min(chunk[last], shape.get(last) - offset[last]) * bytes;
    int[] index = new int[chunk.length];
    for (int from = 0; from < data.length; from += chunk[last] * bytes) {
      boolean inside = true;
      long to = 0;
      for (int d = 0; d <= last; d++) {
        inside &= offset[d] + index[d] < shape.get(d);
        to = to * shape.get(d) + offset[d] + index[d];
      }
      if (inside) {
        System.arraycopy(data, from, into, (int) to * bytes, row);
      }
      for (int d = last - 1; d >= 0 && ++index[d] == chunk[d]; d--) {
        index[d] = 0;
      }
    }
  }
}
