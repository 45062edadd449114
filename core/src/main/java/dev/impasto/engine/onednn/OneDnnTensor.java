package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;

import dev.impasto.engine.Tensor;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.javacpp.Pointer;

/** A tensor in NHWC; the chain's values and their derivatives alike. */
final class OneDnnTensor implements Tensor {
  private final int height;
  private final int width;
  private final int channels;
  private final Scope scope;
  private final dnnl_engine engine;
  final ElementType type;
  final Memory memory;

  /** Allocates a tensor of 32-bit floats. */
  OneDnnTensor(Scope scope, dnnl_engine engine, int height, int width, int channels) {
    this(scope, engine, ElementType.F32, height, width, channels);
  }

  /** Allocates a tensor. */
  OneDnnTensor(
      Scope scope, dnnl_engine engine, ElementType type, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.scope = scope;
    this.engine = engine;
    this.type = type;
    this.memory =
        Memory.allocate(
            scope, engine, Descriptors.tagged(scope, type, dnnl_acdb, 1, channels, height, width));
  }

  private OneDnnTensor(OneDnnTensor storage, long offset, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.scope = storage.scope;
    this.engine = storage.engine;
    this.type = storage.type;
    this.memory =
        Memory.share(
            scope,
            engine,
            Descriptors.tagged(scope, type, dnnl_acdb, 1, channels, height, width),
            storage.memory,
            offset * type.bytes);
  }

  /** Rows {@code from} to {@code to - 1}, not a copy. */
  OneDnnTensor rows(int from, int to) {
    return new OneDnnTensor(this, (long) from * width * channels, to - from, width, channels);
  }

  /** The rows of a share, not a copy. */
  OneDnnTensor rows(Slab slab) {
    return rows(slab.from(), slab.to());
  }

  /** The same memory as a matrix of {@code positions x channels}. */
  Memory matrix() {
    return Memory.share(
        scope, engine, Descriptors.matrix(scope, positions(), channels, channels, 1), memory);
  }

  /** The same memory as a matrix of {@code channels x positions}. */
  Memory transposed() {
    return Memory.share(
        scope, engine, Descriptors.matrix(scope, channels, positions(), 1, channels), memory);
  }

  /** All values in order, {@code each} of them at a time, the last ones as many as are left. */
  Stretch[] stretches(int each) {
    Stretch[] stretches = new Stretch[Math.toIntExact((size() + each - 1) / each)];
    for (int i = 0; i < stretches.length; i++) {
      long from = (long) i * each;
      stretches[i] = stretch(from, (int) Math.min(each, size() - from));
    }
    return stretches;
  }

  private Stretch stretch(long offset, int count) {
    return type == ElementType.F32
        ? new F32Stretch(memory.floats(offset, count), memory.integers(offset, count))
        : new Bf16Stretch(memory.shorts(offset, count));
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void put(float[] values) {
    requireSize(values);
    stretch(0, values.length).put(0, values, 0, values.length);
  }

  @Override
  public void get(float[] values) {
    requireSize(values);
    stretch(0, values.length).get(0, values, 0, values.length);
  }

  private void requireSize(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "%d values for a tensor of %d".formatted(values.length, size()));
    }
  }

  @Override
  public void copyFrom(Tensor source) {
    if (source.height() != height || source.width() != width || source.channels() != channels) {
      throw new IllegalArgumentException("the tensors differ in shape");
    }
    Pointer.memcpy(memory.data, ((OneDnnTensor) source).memory.data, size() * type.bytes);
  }

  @Override
  public void clear() {
    Pointer.memset(memory.data, 0, size() * type.bytes);
  }

  @Override
  public OneDnnTensor reshaped(int height, int width, int channels) {
    if ((long) height * width * channels > size()) {
      throw new IllegalArgumentException(
          "%dx%dx%d does not fit into %dx%dx%d"
              .formatted(height, width, channels, this.height, this.width, this.channels));
    }
    return new OneDnnTensor(this, 0, height, width, channels);
  }
}
