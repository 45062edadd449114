package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.util.List;
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

  @ParameterizedTest
  @CsvSource({
    "https://x.org/a.jpg, https://x.org/a.jpg",
    "--init=HTTP://x/a.png, HTTP://x/a.png",
    "file:///tmp/a.jpg, file:///tmp/a.jpg"
  })
  void anAddressIsNoFile(String argument, String address) {
    assertThatThrownBy(() -> understood("transfer", argument, "b.jpg"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'" + address + "' is an address; download it first, and give the file");
  }

  @Test
  void aDownloadTakesAnAddress() {
    assertThat(understood("networks", "fetch", "vgg19", "--from", "https://x/y.pth"))
        .endsWith("https://x/y.pth");
    assertThat(understood("--from=https://x/y.pth")).containsExactly("--from=https://x/y.pth");
  }

  @Test
  void picturesWithoutACommandAreAnsweredWithTransfer() {
    List<String> commands = List.of("transfer", "info");
    assertThatThrownBy(
            () -> ForeignArguments.requireCommand(commands, "a.jpg", "b.png", "-o", "c.png"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the command is missing; did you mean 'impasto transfer a.jpg b.png -o c.png'?");
    ForeignArguments.requireCommand(commands, "transfer", "a.jpg", "b.png");
    ForeignArguments.requireCommand(commands, "--help");
    ForeignArguments.requireCommand(commands);
  }

  @Test
  void aKnownNetworkIsAmongTheNearest() {
    NetworkArguments arguments = new NetworkArguments();
    arguments.network = "vgg-19";
    assertThatThrownBy(arguments::load)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("did you mean vgg19? Get it with: impasto networks fetch vgg19");
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
