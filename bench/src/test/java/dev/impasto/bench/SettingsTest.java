package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final List<String> NAMES = List.of("size", "rounds");

  @Test
  void whatIsNotGivenIsTheDefault() {
    Settings settings = new Settings(List.of("size=256"), NAMES);

    assertThat(settings.number("size", 512, 16)).isEqualTo(256);
    assertThat(settings.number("rounds", 3, 0)).isEqualTo(3);
    assertThat(settings.find("rounds")).isEmpty();
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> new Settings(List.of("512"), NAMES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'512'");
    assertThatThrownBy(() -> new Settings(List.of("sise=256"), NAMES))
        .hasMessageContaining("did you mean size?");
    Settings settings = new Settings(List.of("size=8", "rounds=x"), NAMES);
    assertThatThrownBy(() -> settings.number("size", 512, 16)).hasMessageContaining("not 8");
    assertThatThrownBy(() -> settings.number("rounds", 3, 0)).hasMessageContaining("rounds=x");
  }
}
