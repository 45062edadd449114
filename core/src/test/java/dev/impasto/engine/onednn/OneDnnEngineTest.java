package dev.impasto.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engine says of itself. */
class OneDnnEngineTest {
  @ParameterizedTest
  @CsvSource({"AUTO", "F32"})
  void anEngineSaysWhatItComputesWith(Precision asked) {
    try (OneDnnEngine engine = new OneDnnEngine(1, asked)) {
      assertThat(engine.precision()).isNotEqualTo(Precision.AUTO);
      assertThat(engine.description())
          .contains(engine.precision() == Precision.F32 ? "32-bit floats" : "bf16 responses");
    }
  }
}
