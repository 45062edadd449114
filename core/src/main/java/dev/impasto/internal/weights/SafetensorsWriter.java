package dev.impasto.internal.weights;

import dev.impasto.internal.file.WholeFile;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Floats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes safetensors, whole or not at all. */
public final class SafetensorsWriter {
  private static final int CHUNK = 1 << 14;

  private SafetensorsWriter() {}

  /**
   * Writes a file, or replaces it.
   *
   * @param half whether numbers take two bytes, rounded, instead of four
   * @throws InvalidInputException if it cannot be written, or a number is too large for two bytes
   */
  public static void write(
      Path file, Map<String, String> metadata, List<NamedArray> tensors, boolean half) {
    List<Written> all =
        tensors.stream()
            .map(t -> new Written(t.name(), t.shape(), () -> Floats.of(t.values().get())))
            .toList();
    writeAll(file, metadata, all, half);
  }

  /**
   * Writes a file of vectors, or replaces it. They are read part by part.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, Floats> vectors) {
    List<Written> all =
        vectors.entrySet().stream()
            .map(v -> new Written(v.getKey(), List.of(v.getValue().length()), v::getValue))
            .toList();
    writeAll(file, metadata, all, false);
  }

  /** What is to be written. */
  private record Written(String name, List<Long> shape, Supplier<Floats> values) {}

  private static void writeAll(
      Path file, Map<String, String> metadata, List<Written> tensors, boolean half) {
    Path name = file.getFileName();
    if (name == null) {
      throw new InvalidInputException("'%s' is no name for a file".formatted(file));
    }
    try {
      WholeFile.write(
          file,
          out -> {
            fill(out, header(metadata, tensors, half));
            for (Written tensor : tensors) {
              numbers(out, tensor, half);
            }
          });
    } catch (IOException e) {
      throw new AccessException(
          "%s cannot be written: %s"
              .formatted(WeightBytes.printable(name.toString()), WeightBytes.reason(e)),
          e);
    }
  }

  private static ByteBuffer header(
      Map<String, String> metadata, List<Written> tensors, boolean half) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    ObjectNode said = root.putObject("__metadata__");
    new TreeMap<>(metadata).forEach(said::put);
    long at = 0;
    for (Written tensor : tensors) {
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", half ? "F16" : "F32");
      tensor.shape().forEach(entry.putArray("shape")::add);
      long bytes = (half ? 2 : 4) * tensor.shape().stream().reduce(1L, (a, b) -> a * b);
      entry.putArray("data_offsets").add(at).add(at + bytes);
      at += bytes;
    }
    String json = root.toString();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int length = (bytes.length + 7) / 8 * 8;
    InvalidInputException.require(
        length <= Safetensors.MOST_HEADER,
        "what is to be written about the network takes %d bytes; at most %d can be read again",
        length,
        Safetensors.MOST_HEADER);
    ByteBuffer buffer = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(length).put(bytes);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static void numbers(FileChannel out, Written tensor, boolean half) throws IOException {
    Floats all = tensor.values().get();
    float[] values = new float[CHUNK];
    ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < all.length(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, all.length() - at);
      all.read(at, values, 0, count);
      for (int i = 0; i < count; i++) {
        if (half) {
          chunk.putShort(half(tensor.name(), values[i]));
        } else {
          chunk.putFloat(values[i]);
        }
      }
      fill(out, chunk.flip());
      chunk.clear();
    }
  }

  private static short half(String name, float value) {
    short bits = half(value);
    InvalidInputException.require(
        (bits & 0x7c00) != 0x7c00,
        "%s has the value %s; numbers of two bytes end at 65504",
        name,
        value);
    return bits;
  }

  /** The nearest IEEE 754 half, the even one of two as near. */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    double magnitude = Math.abs((double) value);
    if (!(magnitude < 65520)) {
      return (short) (sign | (Float.isNaN(value) ? 0x7e00 : 0x7c00));
    }
    if (magnitude < 0x1p-14) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int exponent = Math.getExponent(magnitude);
    int mantissa = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
    return (short) (sign | (((exponent + 15) << 10) + mantissa - 1024));
  }

  private static void fill(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
