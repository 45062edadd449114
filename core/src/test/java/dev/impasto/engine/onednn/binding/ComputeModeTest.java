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
    assertThat(ComputeMode.of(asked, InstructionSet.Bf16.VECTORS, () -> rate)).isEqualTo(expected);
  }

  @Test
  void nothingIsMeasuredWhereNothingDependsOnIt() {
    assertThat(of(Precision.F32, InstructionSet.Bf16.MATRICES)).isEqualTo(ComputeMode.F32);
    assertThat(of(Precision.F32, InstructionSet.Bf16.VECTORS)).isEqualTo(ComputeMode.F32);
    assertThat(of(Precision.AUTO, InstructionSet.Bf16.NONE)).isEqualTo(ComputeMode.F32);
  }

  @Test
  void aMatrixUnitDecidesWithoutAMeasurement() {
    assertThat(of(Precision.AUTO, InstructionSet.Bf16.MATRICES)).isEqualTo(ComputeMode.BF16);
    assertThat(of(Precision.BF16, InstructionSet.Bf16.MATRICES)).isEqualTo(ComputeMode.BF16);
  }

  private static ComputeMode of(Precision asked, InstructionSet.Bf16 instructions) {
    return ComputeMode.of(asked, instructions, ComputeModeTest::notMeasured);
  }

  @Test
  void aProcessorWithoutBf16IsNamedToWhoAsksForIt() {
    assertThatThrownBy(() -> of(Precision.BF16, InstructionSet.Bf16.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bf16")
        .hasMessageContaining("auto")
        .hasMessageNotContaining("\n");
  }
}
