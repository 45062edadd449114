package dev.impasto.engine.onednn.binding;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/** Native memory with oneDNN's description of it. */
public final class Memory {
  /** The largest width of cache lines and vector registers, in bytes. */
  private static final int ALIGNMENT = 64;

  private final dnnl_memory handle;
  private final dnnl_memory_desc descriptor;
  private Pointer data;

  private Memory(OneDnnContext context, dnnl_memory_desc descriptor, Pointer data) {
    this.descriptor = descriptor;
    this.data = data;
    this.handle = new dnnl_memory();
    check(dnnl_memory_create(handle, descriptor, context.engine(), data), "memory");
    context.scope().own(handle, () -> dnnl_memory_destroy(handle));
  }

  /** Allocates the memory that {@code descriptor} describes. */
  public static Memory allocate(OneDnnContext context, dnnl_memory_desc descriptor) {
    long bytes = Math.max(dnnl_memory_desc_get_size(descriptor), ALIGNMENT);
    // Pointer.malloc, not a BytePointer's own allocation: that one is counted against the Java
    // heap's limit, and freed by the garbage collector rather than by our scope.
    Pointer block = Pointer.malloc(bytes + ALIGNMENT);
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError("%d bytes of native memory".formatted(bytes));
    }
    context.scope().own(block, () -> Pointer.free(block));
    long past = (ALIGNMENT - (block.address() & (ALIGNMENT - 1))) & (ALIGNMENT - 1);
    return new Memory(context, descriptor, new BytePointer(block).getPointer(past));
  }

  /** Allocates a matrix of 32-bit floats, row by row. */
  public static Memory matrix(OneDnnContext context, long rows, long columns) {
    return allocate(context, Descriptors.matrix(context, rows, columns, columns, 1));
  }

  /** Makes a description without memory, which {@link #move} sets later. */
  public static Memory none(OneDnnContext context, dnnl_memory_desc descriptor) {
    return new Memory(context, descriptor, new Pointer());
  }

  dnnl_memory handle() {
    return handle;
  }

  /** oneDNN's description of it. */
  public dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /** Returns a pointer to the first byte. */
  public Pointer data() {
    if (data.isNull()) {
      throw new IllegalStateException("the tensor has no memory yet");
    }
    return data;
  }

  /** Describes the same memory in another way. */
  public static Memory share(OneDnnContext context, dnnl_memory_desc descriptor, Memory memory) {
    return new Memory(context, descriptor, memory.data());
  }

  /** Describes the same memory from byte {@code offset} on in another way. */
  public static Memory share(
      OneDnnContext context, dnnl_memory_desc descriptor, Memory memory, long offset) {
    return new Memory(context, descriptor, memory.from(offset));
  }

  /** Sets the address to byte {@code offset} of another memory; the description stays. */
  public void move(Memory other, long offset) {
    data = other.from(offset);
    check(dnnl_memory_set_data_handle(handle, data), "memory");
  }

  /**
   * Returns a pointer to byte {@code offset}. It has no position of its own, because a pointer with
   * one cannot make a buffer past 2 GB.
   */
  private Pointer from(long offset) {
    return new BytePointer(data()).getPointer(offset);
  }

  /**
   * Returns a buffer of {@code count} words of 32 bits from byte {@code offset} on; they are not
   * copied.
   */
  public IntBuffer integers(long offset, int count) {
    // To a pointer, a limit of 0 means no limit.
    return count == 0
        ? IntBuffer.allocate(0)
        : new IntPointer(from(offset)).limit(count).asBuffer();
  }

  /**
   * Returns a buffer of {@code count} numbers of 16 bits from number {@code offset} on; they are
   * not copied.
   */
  public ShortBuffer shorts(long offset, int count) {
    return new ShortPointer(from(Short.BYTES * offset)).limit(count).asBuffer();
  }

  /** Returns a buffer of {@code count} floats from float {@code offset} on; they are not copied. */
  public FloatBuffer floats(long offset, int count) {
    return new FloatPointer(from(Float.BYTES * offset)).limit(count).asBuffer();
  }

  /** Sets all bytes to zero. */
  public void clear() {
    Pointer.memset(data(), 0, dnnl_memory_desc_get_size(descriptor));
  }

  /** Copies values in, from float {@code offset} on. */
  public void put(long offset, float[] values) {
    floats(offset, values.length).put(values);
  }

  /**
   * Adds as many floats as {@code sum} has to it.
   *
   * @param room for as many floats, or more
   */
  public void addTo(float[] sum, float[] room) {
    floats(0, sum.length).get(room, 0, sum.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += room[i];
    }
  }

  /** Copies values out, from float {@code offset} on. */
  public void get(long offset, float[] values) {
    floats(offset, values.length).get(values);
  }
}
