package dev.impasto.engine.onednn.storage;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;

import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A tensor whose values are ordered by height, then width, then channel. */
public final class OneDnnTensor implements Tensor {
  private final int height;
  private final int width;
  private final int channels;
  private final OneDnnContext context;
  private final ElementType type;

  /** Moving the tensor sets another memory. */
  private Memory memory;

  /** Allocates a tensor of 32-bit floats. */
  public OneDnnTensor(OneDnnContext context, int height, int width, int channels) {
    this(context, ElementType.F32, height, width, channels);
  }

  /** Allocates a tensor. */
  public OneDnnTensor(
      OneDnnContext context, ElementType type, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.context = context;
    this.type = type;
    this.memory =
        Memory.allocate(
            context, Descriptors.tagged(context, type, dnnl_acdb, 1, channels, height, width));
  }

  private OneDnnTensor(
      OneDnnContext context, ElementType type, Memory memory, int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.context = context;
    this.type = type;
    this.memory = memory;
  }

  /** Makes a tensor without memory. */
  public static OneDnnTensor unplaced(
      OneDnnContext context, ElementType type, int height, int width, int channels) {
    Memory none = Memory.none(context, Descriptors.tagged(context, dnnl_a, 1));
    return new OneDnnTensor(context, type, none, height, width, channels);
  }

  /** Describes the memory from a value on as a tensor of another type and shape. */
  public OneDnnTensor within(long offset, ElementType as, int height, int width, int channels) {
    Memory part =
        Memory.share(
            context,
            Descriptors.tagged(context, as, dnnl_acdb, 1, channels, height, width),
            memory,
            offset * type.bytes());
    return new OneDnnTensor(context, as, part, height, width, channels);
  }

  /** Describes rows {@code from} to {@code to - 1}; they are not copied. */
  public OneDnnTensor rows(int from, int to) {
    return within((long) from * width * channels, type, to - from, width, channels);
  }

  /** Describes a range of rows; they are not copied. */
  public OneDnnTensor rows(RowRange range) {
    return rows(range.from(), range.to());
  }

  /** Describes the memory as a matrix of {@code positions x channels}. */
  public Memory matrix() {
    return matrix(0);
  }

  /** Describes the same matrix without the first channels. */
  public Memory matrix(int first) {
    return Memory.share(
        context,
        Descriptors.matrix(context, type, positions(), channels - first, channels, 1),
        memory,
        (long) first * type.bytes());
  }

  /** Describes the memory as a matrix of {@code channels x positions}. */
  public Memory transposed() {
    return transposed(0, channels);
  }

  /** Describes channels {@code from} to {@code to - 1} of the same matrix. */
  public Memory transposed(int from, int to) {
    return Memory.share(
        context,
        Descriptors.matrix(context, type, to - from, positions(), 1, channels),
        memory,
        (long) from * type.bytes());
  }

  /**
   * Describes {@code count} positions in each row, from column {@code first} on, as a batch of
   * matrices of {@code positions x channels}. The positions may go on in the row below.
   */
  public Memory runs(int first, int count) {
    return Memory.share(
        context,
        Descriptors.strided(
            context,
            type,
            new long[] {height, count, channels},
            new long[] {(long) width * channels, channels, 1}),
        memory,
        (long) first * channels * type.bytes());
  }

  /**
   * Returns the values of each row. Many threads may use them at once. One buffer for all rows
   * could not be longer than 2 GB.
   */
  public RowValues[] rowValues() {
    int row = width * channels;
    RowValues[] rowValues = new RowValues[height];
    Arrays.setAll(rowValues, i -> values((long) i * row, row));
    return rowValues;
  }

  private RowValues values(long offset, int count) {
    return type == ElementType.F32
        ? new F32Values(memory.floats(offset, count), memory.integers(offset * type.bytes(), count))
        : new Bf16Values(
            memory.shorts(offset, count), memory.integers(offset * type.bytes(), count / 2));
  }

  /** The type in which the values are stored. */
  public ElementType type() {
    return type;
  }

  /** The memory that the values are in now. */
  public Memory memory() {
    return memory;
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
    values(0, values.length).put(0, values, 0, values.length);
  }

  @Override
  public void get(float[] values) {
    requireSize(values);
    values(0, values.length).get(0, values, 0, values.length);
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
    Pointer.memcpy(memory.data(), ((OneDnnTensor) source).memory().data(), size() * type.bytes());
  }

  /** Copies some positions of a row of a tensor of the same type and channels. */
  public void copyRow(
      int row, int column, OneDnnTensor source, int sourceRow, int sourceColumn, int count) {
    Pointer.memcpy(pointer(row, column), source.pointer(sourceRow, sourceColumn), bytes(count));
  }

  /** Sets some positions of a row to zero. */
  public void clearRow(int row, int column, int count) {
    if (count > 0) {
      Pointer.memset(pointer(row, column), 0, bytes(count));
    }
  }

  private Pointer pointer(int row, int column) {
    return new BytePointer(memory.data()).position(bytes((long) row * width + column));
  }

  private long bytes(long positions) {
    return positions * channels * type.bytes();
  }

  private void requireShape(Tensor other) {
    if (other.height() != height || other.width() != width || other.channels() != channels) {
      throw new IllegalArgumentException("the tensors differ in shape");
    }
  }

  @Override
  public void clear() {
    Pointer.memset(memory.data(), 0, size() * type.bytes());
  }

  @Override
  public void moveTo(Tensor memory) {
    requireShape(memory);
    this.memory = ((OneDnnTensor) memory).memory();
  }
}
