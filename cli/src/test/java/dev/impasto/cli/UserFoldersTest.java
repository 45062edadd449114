package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserFoldersTest {
  private static final Path USER = Path.of("/home/ada");

  private static Path home(String system, Map<String, String> environment) {
    return UserFolders.of(environment, system, USER);
  }

  @Test
  void everySystemHasItsUsualPlace() {
    assertThat(home("Linux", Map.of())).isEqualTo(USER.resolve(".local/share/impasto"));
    assertThat(home("Linux", Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/impasto"));
    assertThat(home("Linux", Map.of("XDG_DATA_HOME", "relative")))
        .isEqualTo(USER.resolve(".local/share/impasto"));
    assertThat(home("Mac OS X", Map.of()))
        .isEqualTo(USER.resolve("Library/Application Support/impasto"));
    assertThat(home("Windows 11", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/impasto"));
    assertThat(home("Windows 11", Map.of())).isEqualTo(USER.resolve("AppData/Local/impasto"));
  }

  @Test
  void impastoHomeGoesBeforeAll() {
    Map<String, String> environment = Map.of("IMPASTO_HOME", "/mine", "XDG_DATA_HOME", "/data");

    assertThat(home("Linux", environment)).isEqualTo(Path.of("/mine"));
    assertThat(home("Windows 11", environment)).isEqualTo(Path.of("/mine"));
  }
}
