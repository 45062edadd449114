package dev.impasto.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which names results may have. */
final class OutputNamesTest {
  private final OutputNames names = new OutputNames();

  @Test
  void namesThatDifferAreClaimed() {
    assertThat(names.claim("a.png", "one")).isEqualTo("a.png");
    assertThat(names.claim("b/../c/./a.png", "two")).isEqualTo("c/a.png");
    assertThat(names.claim("console.png", "three")).isEqualTo("console.png");
    assertThat(names.claim("com10.png", "four")).isEqualTo("com10.png");
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, one and the same result",
    "sub/../a.png, one and the same result",
    "A.PNG, one file on some systems",
    "'Stra\u00dfe.png', one file on some systems",
    "'e\u0301.png', one file on some systems"
  })
  void noTwoResultsAreOneFileOnAnySystem(String name, String problem) {
    names.claim("a.png", "line 1");
    names.claim("STRASSE.png", "line 2");
    names.claim("\u00e9.png", "line 3");

    assertThatThrownBy(() -> names.claim(name, "line 4"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("line 4 and line ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "con.png, Windows keeps for a device",
    "sub/AUX, Windows keeps for a device",
    "lpt1.a.png, Windows keeps for a device",
    "nul .png, Windows keeps for a device",
    "'a.png.', ends with a dot or a space",
    "'sub /a.png', ends with a dot or a space",
    "../a.png, must lie in the output folder",
    "/a.png, must lie in the output folder",
    "sub/.., must lie in the output folder"
  })
  void whatNoFileMayBeCalledIsRefused(String name, String problem) {
    assertThatThrownBy(() -> names.claim(name, "line 4"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(problem, "'" + name + "'");
  }
}
