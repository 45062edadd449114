package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
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

  /** Changes when the tensor is moved. */
  Memory memory;

  /** Allocates a tensor. */
  OneDnnTensor(Scope scope, dnnl_engine engine, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.scope = scope;
    this.engine = engine;
    this.memory =
        Memory.allocate(
            scope, engine, Descriptors.tagged(scope, dnnl_acdb, 1, channels, height, width));
  }

  private OneDnnTensor(
      Scope scope, dnnl_engine engine, Memory memory, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.scope = scope;
    this.engine = engine;
    this.memory = memory;
  }

  /** A tensor without memory. */
  static OneDnnTensor unplaced(
      Scope scope, dnnl_engine engine, int height, int width, int channels) {
    Memory none = Memory.none(scope, engine, Descriptors.tagged(scope, dnnl_a, 1));
    return new OneDnnTensor(scope, engine, none, height, width, channels);
  }

  private OneDnnTensor(OneDnnTensor storage, long offset, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.scope = storage.scope;
    this.engine = storage.engine;
    this.memory =
        Memory.share(
            scope,
            engine,
            Descriptors.tagged(scope, dnnl_acdb, 1, channels, height, width),
            storage.memory,
            offset);
  }

  /** Rows {@code from} to {@code to - 1}, not a copy. */
  OneDnnTensor rows(int from, int to) {
    return new OneDnnTensor(this, (long) from * width * channels, to - from, width, channels);
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
    memory.put(0, values);
  }

  @Override
  public void get(float[] values) {
    requireSize(values);
    memory.get(0, values);
  }

  private void requireSize(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "%d values for a tensor of %d".formatted(values.length, size()));
    }
  }

  @Override
  public void copyFrom(Tensor source) {
    requireShape(source);
    Pointer.memcpy(memory.data(), ((OneDnnTensor) source).memory.data(), size() * Float.BYTES);
  }

  private void requireShape(Tensor other) {
    if (other.height() != height || other.width() != width || other.channels() != channels) {
      throw new IllegalArgumentException("the tensors differ in shape");
    }
  }

  @Override
  public void clear() {
    Pointer.memset(memory.data(), 0, size() * Float.BYTES);
  }

  @Override
  public OneDnnTensor part(long offset, int height, int width, int channels) {
    if (offset < 0 || offset + (long) height * width * channels > size()) {
      throw new IllegalArgumentException(
          "%dx%dx%d from value %d on is not in %dx%dx%d"
              .formatted(height, width, channels, offset, this.height, this.width, this.channels));
    }
    return new OneDnnTensor(this, offset, height, width, channels);
  }

  @Override
  public void moveTo(Tensor memory) {
    requireShape(memory);
    this.memory = ((OneDnnTensor) memory).memory;
  }
}
