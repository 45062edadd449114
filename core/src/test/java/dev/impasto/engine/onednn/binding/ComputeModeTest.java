package dev.impasto.engine.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Precision;
import dev.impasto.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a precision that was asked for. */
class ComputeModeTest {
  private static double notMeasured() {
    throw new AssertionError("there is nothing to measure");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,0.5,F32",
    "AUTO,1.2,F32",
    "AUTO,1.9,BF16",
    "AUTO,8,BF16",
    "BF16,0.5,BF16_STORED",
    "BF16,1.9,BF16",
    "F32,8,F32"
  })
  void theRateOfItsProductsDecidesWhetherAndHowBf16IsUsed(
      Precision asked, double rate, ComputeMode expected) {
    assertThat(ComputeMode.of(asked, true, () -> rate)).isEqualTo(expected);
  }

  @Test
  void nothingIsMeasuredWhereNothingDependsOnIt() {
    assertThat(ComputeMode.of(Precision.F32, true, ComputeModeTest::notMeasured))
        .isEqualTo(ComputeMode.F32);
    assertThat(ComputeMode.of(Precision.AUTO, false, ComputeModeTest::notMeasured))
        .isEqualTo(ComputeMode.F32);
  }

  @Test
  void aProcessorWithoutBf16IsNamedToWhoAsksForIt() {
    assertThatThrownBy(() -> ComputeMode.of(Precision.BF16, false, ComputeModeTest::notMeasured))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bf16")
        .hasMessageContaining("auto")
        .hasMessageNotContaining("\n");
  }
}
