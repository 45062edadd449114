package dev.impasto.storage;

import java.util.Objects;
import java.util.Optional;

/** An array. */
record HeapFloats(float[] values) implements Floats {
  @Override
  public long length() {
    return values.length;
  }

  @Override
  public void read(long at, float[] to, int offset, int count) {
    Objects.checkFromIndexSize(at, count, length());
    System.arraycopy(values, (int) at, to, offset, count);
  }

  @Override
  public void write(long at, float[] from, int offset, int count) {
    Objects.checkFromIndexSize(at, count, length());
    System.arraycopy(from, offset, values, (int) at, count);
  }

  @Override
  public Optional<float[]> array() {
    return Optional.of(values);
  }

  @Override
  public Storage storage() {
    return Storage.HEAP;
  }

  @Override
  public void close() {}
}
