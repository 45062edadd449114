package dev.impasto.engine.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import org.junit.jupiter.api.Test;

final class MemoryTest {
  /** 4 GB, of which a few pages are touched: a picture of 4096x4096 has such a first response. */
  @Test
  void valuesAreReachedPastTwoAndPastFourGigabytes() {
    long size = (1L << 30) + (1L << 16);
    try (Scope scope = new Scope()) {
      OneDnnContext context = OneDnnContext.open(scope, 1);
      Memory memory = Memory.allocate(context, Descriptors.tagged(context, dnnl_a, size));
      for (long at : new long[] {0, (1L << 29) - 1, 1L << 29, (1L << 30) - 1, 1L << 30}) {
        memory.put(at, new float[] {1, 2});
        float[] read = new float[2];
        memory.get(at, read);
        assertThat(read).containsExactly(1, 2);
        assertThat(memory.integers(Float.BYTES * at, 2).get(1)).isEqualTo(Float.floatToIntBits(2));
        assertThat(memory.shorts(2 * at, 4).capacity()).isEqualTo(4);
      }
    }
  }
}
