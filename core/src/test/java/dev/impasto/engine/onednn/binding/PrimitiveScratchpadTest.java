package dev.impasto.engine.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import org.junit.jupiter.api.Test;

class PrimitiveScratchpadTest {
  @Test
  void isAsLargeAsTheLargestNeedSoFar() {
    try (Scope scope = new Scope()) {
      OneDnnContext context = OneDnnContext.open(scope, 1);
      PrimitiveScratchpad scratchpad = new PrimitiveScratchpad(context);
      long small = address(scratchpad, context, 100);
      long large = address(scratchpad, context, 200);
      assertThat(large).isNotEqualTo(small);
      assertThat(address(scratchpad, context, 200)).isEqualTo(large);
      assertThat(address(scratchpad, context, 50)).isEqualTo(large);
      assertThat(address(scratchpad, context, 201)).isNotEqualTo(large);
    }
  }

  private static long address(PrimitiveScratchpad scratchpad, OneDnnContext context, int floats) {
    return scratchpad.of(Descriptors.tagged(context, dnnl_a, floats)).data().address();
  }
}
