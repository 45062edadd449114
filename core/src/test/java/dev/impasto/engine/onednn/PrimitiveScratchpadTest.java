package dev.impasto.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import org.junit.jupiter.api.Test;

class PrimitiveScratchpadTest {
  @Test
  void isAsLargeAsTheLargestNeedSoFar() {
    try (OneDnnEngine engine = new OneDnnEngine(1);
        Scope scope = new Scope()) {
      PrimitiveScratchpad scratchpad = new PrimitiveScratchpad(scope, engine);
      long small = address(scratchpad, scope, 100);
      long large = address(scratchpad, scope, 200);
      assertThat(large).isNotEqualTo(small);
      assertThat(address(scratchpad, scope, 200)).isEqualTo(large);
      assertThat(address(scratchpad, scope, 50)).isEqualTo(large);
      assertThat(address(scratchpad, scope, 201)).isNotEqualTo(large);
    }
  }

  private static long address(PrimitiveScratchpad scratchpad, Scope scope, int floats) {
    return scratchpad.of(Descriptors.tagged(scope, dnnl_a, floats)).data().address();
  }
}
