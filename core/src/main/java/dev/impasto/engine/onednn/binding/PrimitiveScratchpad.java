package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which primitives compute that run one after another. It is as large as the largest
 * need so far; the largest is that of a matrix unit's convolution, which copies its input.
 * Primitives that were made before a larger one keep the smaller memory. The size at least doubles
 * each time, so that few smaller ones remain.
 */
public final class PrimitiveScratchpad {
  private final OneDnnContext context;
  private @Nullable Memory largest;
  private long bytes;

  public PrimitiveScratchpad(OneDnnContext context) {
    this.context = context;
  }

  /** One for each of the engine's threads. */
  public static List<PrimitiveScratchpad> forEachThread(OneDnnContext context) {
    return IntStream.range(0, context.threads().count())
        .mapToObj(worker -> new PrimitiveScratchpad(context))
        .toList();
  }

  /**
   * Returns memory for one more primitive.
   *
   * @param needed is not used after this method returns
   */
  public Memory of(dnnl_memory_desc needed) {
    long size = dnnl_memory_desc_get_size(needed);
    if (largest == null || size > bytes) {
      bytes = Math.max(size, 2 * bytes);
      largest = Memory.matrix(context, 1, bytes / Float.BYTES + 1);
    }
    return Memory.share(context, needed, largest);
  }
}
