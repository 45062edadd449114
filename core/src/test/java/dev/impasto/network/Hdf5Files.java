package dev.impasto.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes networks as Keras 1 does: HDF5 in its oldest form. */
final class Hdf5Files {
  private static final long NOWHERE = -1;

  private final ByteBuffer out;

  private Hdf5Files(int numbers) {
    out = ByteBuffer.allocate((1 << 18) + 4 * numbers).order(ByteOrder.LITTLE_ENDIAN);
    out.position(96);
  }

  static byte[] of(Network network) {
    Hdf5Files file =
        new Hdf5Files(
            network.convolutions().values().stream().mapToInt(c -> c.weights().length).sum());
    TreeMap<String, Long> layers = new TreeMap<>();
    for (Layer layer : network.layers()) {
      Convolution c = network.convolution(layer);
      String name = "block%d_conv%d".formatted(layer.block(), layer.indexInBlock());
      TreeMap<String, Long> tensors = new TreeMap<>();
      tensors.put(name + "_W_1:0", file.dataset(hwio(c), 3, 3, c.inputs(), c.outputs()));
      tensors.put(name + "_b_1:0", file.dataset(c.bias(), c.outputs()));
      layers.put(name, file.group(tensors, 0));
    }
    return file.end(file.group(layers, 0));
  }

  /**
   * A group whose tree has levels of nodes that all lead to the same: 32 to the power of levels.
   */
  static byte[] bomb(int levels) {
    Hdf5Files file = new Hdf5Files(0);
    return file.end(file.group(new TreeMap<>(Map.of("a", 96L)), levels));
  }

  private static float[] hwio(Convolution c) {
    float[] values = new float[c.weights().length];
    for (int o = 0; o < c.outputs(); o++) {
      for (int i = 0; i < c.inputs(); i++) {
        for (int place = 0; place < 9; place++) {
          values[(place * c.inputs() + i) * c.outputs() + o] =
              c.weights()[(o * c.inputs() + i) * 9 + place];
        }
      }
    }
    return values;
  }

  private long dataset(float[] values, long... shape) {
    long data = align();
    out.put(TorchFiles.bytes(values));
    long header = header(3, 3 * 8 + 8 + 8 * shape.length + 24 + 24);
    message(1, 8 + 8 * shape.length).put((byte) 1).put((byte) shape.length).putShort((short) 0);
    out.putInt(0);
    for (long size : shape) {
      out.putLong(size);
    }
    message(3, 24).put((byte) 0x11).put(new byte[] {0x20, 31, 0}).putInt(4);
    out.putShort((short) 0).putShort((short) 32);
    out.put(new byte[] {23, 8, 0, 23}).putInt(127).putInt(0);
    message(8, 24).put((byte) 3).put((byte) 1).putLong(data).putLong(4L * values.length);
    out.position(out.position() + 6);
    return header;
  }

  private long group(SortedMap<String, Long> members, int levels) {
    long names = align();
    TreeMap<String, Long> places = new TreeMap<>();
    out.putLong(0);
    for (String name : members.keySet()) {
      places.put(name, out.position() - names);
      out.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }
    long length = align() - names;
    final long heap = align();
    sign("HEAP").putInt(0).putLong(length).putLong(NOWHERE).putLong(names);
    final long symbols = align();
    sign("SNOD").putShort((short) 1).putShort((short) members.size());
    members.forEach(
        (name, header) -> {
          out.putLong(places.getOrDefault(name, 0L)).putLong(header);
          out.putLong(0).putLong(0).putLong(0);
        });
    long tree = tree(0, 1, symbols);
    for (int level = 1; level <= levels; level++) {
      tree = tree(level, 32, tree);
    }
    long header = header(1, 24);
    message(17, 16).putLong(tree).putLong(heap);
    return header;
  }

  private long tree(int level, int count, long child) {
    long tree = align();
    sign("TREE").put((byte) 0).put((byte) level).putShort((short) count);
    out.putLong(NOWHERE).putLong(NOWHERE);
    for (int i = 0; i < count; i++) {
      out.putLong(0).putLong(child);
    }
    out.putLong(0);
    return tree;
  }

  private long header(int messages, int length) {
    long header = align();
    out.putShort((short) 1).putShort((short) messages).putInt(1).putInt(length).putInt(0);
    return header;
  }

  private ByteBuffer message(int type, int size) {
    return out.putShort((short) type).putShort((short) size).putInt(0);
  }

  private ByteBuffer sign(String signature) {
    return out.put(signature.getBytes(StandardCharsets.US_ASCII));
  }

  private long align() {
    out.position((out.position() + 7) / 8 * 8);
    return out.position();
  }

  private byte[] end(long root) {
    int size = (int) align();
    out.position(0);
    out.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
    out.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0}).putShort((short) 4).putShort((short) 16).putInt(0);
    out.putLong(0).putLong(NOWHERE).putLong(size).putLong(NOWHERE);
    out.putLong(0).putLong(root).putLong(0).putLong(0).putLong(0);
    byte[] bytes = new byte[size];
    out.get(0, bytes);
    return bytes;
  }
}
