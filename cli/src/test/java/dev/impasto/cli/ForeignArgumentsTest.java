package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is said of arguments that would be taken for something else. */
final class ForeignArgumentsTest {
  private static String[] understood(String... arguments) {
    return ForeignArguments.understood(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "-style_weight, here --style-weight",
    "-num_iterations, here --iterations",
    "-save_iter=50, here --save-every",
    "-seed, here --seed",
    "-gpu, no counterpart here"
  })
  void anOptionOfNeuralStyleIsAnsweredWithOurs(String option, String answer) {
    assertThatThrownBy(() -> understood("transfer", "a.jpg", "b.jpg", option, "5"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no option '" + option + "'")
        .hasMessageContaining(answer);
  }

  @Test
  void aResultMayBeginWithADash() {
    assertThat(understood("-o", "-out.png", "--output=-x.jpg"))
        .containsExactly("-o", "./-out.png", "--output=./-x.jpg");
  }

  @Test
  void aSourceThatBeginsWithADashIsNamed() {
    assertThatThrownBy(() -> understood("transfer", "-p.jpg"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "'-p.jpg' begins with a dash, as options do: write './-p.jpg' for a file of that name");
    assertThat(understood("--", "-p.jpg")).containsExactly("--", "-p.jpg");
  }

  @Test
  void shortOptionsWithTheirValuesStay() {
    assertThat(understood("-n5", "-s", "64", "-q", "-oresult.x"))
        .containsExactly("-n5", "-s", "64", "-q", "-oresult.x");
  }

  @Test
  void theBarFitsAnyTerminal() {
    String state =
        "scale 1/1 512x384  step 10/130  loss 1.234 (content 0.1, style 1.134)  0:12 left";
    for (int columns : new int[] {1, 20, 40, 80, 100, 200}) {
      assertThat(ProgressLine.fitted(0.5, state, columns)).hasSizeLessThanOrEqualTo(columns);
    }
    assertThat(ProgressLine.fitted(0.5, state, 200))
        .isEqualTo("[############------------] " + state);
  }
}
