package dev.impasto.internal.weights;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The vectors of a safetensors file, read from where they lie: there may be more than memory. */
public final class StoredVectors {
  private static final int CHUNK = 1 << 14;

  private StoredVectors() {}

  /**
   * The tensors of 32-bit floats, as vectors, which cannot be written.
   *
   * @param source stays open for as long as they are used
   * @throws dev.impasto.problem.InvalidInputException if there are others, or the file is damaged
   */
  public static Map<String, Floats> of(WeightBytes source) {
    Safetensors.Header header = Safetensors.header(source);
    Map<String, Floats> vectors = new TreeMap<>();
    for (Safetensors.Entry entry : header.entries()) {
      long length = (entry.end() - entry.begin()) / Float.BYTES;
      long count = entry.shape().stream().reduce(1L, (a, b) -> a * b);
      source.require(
          entry.type().equals("F32") && count == length,
          "%s is no vector of %d numbers",
          entry.name(),
          length);
      vectors.put(entry.name(), new Vector(source, header.data() + entry.begin(), length));
    }
    return vectors;
  }

  /** One of them. */
  private record Vector(WeightBytes source, long begin, long length) implements Floats {
    @Override
    public void read(long at, float[] to, int offset, int count) {
      Objects.checkFromIndexSize(at, count, length);
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK, count)).order(ByteOrder.LITTLE_ENDIAN);
      for (int done = 0; done < count; done += CHUNK) {
        int some = Math.min(CHUNK, count - done);
        bytes.clear().limit(Float.BYTES * some);
        source.fill(begin + Float.BYTES * (at + done), bytes);
        bytes.flip().asFloatBuffer().get(to, offset + done, some);
      }
    }

    @Override
    public void write(long at, float[] from, int offset, int count) {
      throw new UnsupportedOperationException("the vectors of a file that was read");
    }

    @Override
    public Optional<float[]> array() {
      return Optional.empty();
    }

    @Override
    public Storage storage() {
      return Storage.HEAP;
    }

    @Override
    public void close() {}
  }
}
