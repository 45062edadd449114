package dev.impasto.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
  @Test
  void everyHalfIsItsOwnNearest() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = NumberFormat.half((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(SafetensorsWriter.half(value)).as("%04x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void halfwayBetweenTwoTheEvenOneIsTaken() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double low = NumberFormat.half((short) bits);
      double high = NumberFormat.half((short) (bits + 1));
      float middle = (float) ((low + high) / 2);
      int even = bits + (bits & 1);
      assertThat(SafetensorsWriter.half(middle)).as("%04x", bits).isEqualTo((short) even);
      assertThat(SafetensorsWriter.half(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(SafetensorsWriter.half(Math.nextDown(middle))).isEqualTo((short) bits);
    }
  }

  @Test
  void whatIsTooLargeBecomesInfinite() {
    assertThat(SafetensorsWriter.half(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(SafetensorsWriter.half(65520f)).isEqualTo((short) 0x7c00);
    assertThat(SafetensorsWriter.half(-1e30f)).isEqualTo((short) 0xfc00);
  }
}
