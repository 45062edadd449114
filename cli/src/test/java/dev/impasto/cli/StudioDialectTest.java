package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.TransferOptions;
import dev.impasto.studio.Recipe;
import dev.impasto.studio.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StudioDialectTest {
  private static final Picture PHOTOGRAPH = new Picture(40, 20, new float[3 * 40 * 20]);
  private final StudioDialect dialect = new StudioDialect();

  private TransferOptions options(Map<String, String> settings) {
    return dialect.options(settings, Optional.empty(), PHOTOGRAPH);
  }

  @Test
  void withoutSettingsAllIsUsual() {
    assertThat(options(Map.of())).isEqualTo(TransferOptions.defaults());
  }

  @Test
  void settingsMeanWhatOptionsMean() {
    TransferOptions options =
        options(Map.of("size", "full", "style-weight", "7", "color", "luminance"));

    assertThat(options.size()).isEqualTo(40);
    assertThat(options.loss().style().weight()).isEqualTo(7);
    assertThat(options.finish().color().kind()).hasToString("luminance");
  }

  @Test
  void settingsChangeThoseOfAnEarlierResult() {
    String base = OptionsJson.write(TransferOptions.defaults().withIterations(17).withSize(99));

    TransferOptions options = dialect.options(Map.of("size", "64"), Optional.of(base), PHOTOGRAPH);

    assertThat(options.size()).isEqualTo(64);
    assertThat(options.schedule().iterations()).isEqualTo(17);
  }

  @Test
  void everySettingIsExplainedUnderAHeading() {
    assertThat(dialect.settings())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            setting -> {
              assertThat(setting.help()).isNotBlank().doesNotContain("${");
              assertThat(setting.section()).isNotBlank();
              assertThat(setting.kind() == Setting.Kind.CHOICE)
                  .isEqualTo(!setting.choices().isEmpty());
            });
  }

  @Test
  void everySettingIsExplainedInGerman() throws IOException {
    String page = "../studio/src/main/resources/dev/impasto/studio/page/texts/de-settings.js";
    String german = Files.readString(Path.of(page));

    assertThat(dialect.settings())
        .allSatisfy(
            setting ->
                assertThat(german)
                    .containsPattern("(?m)^  '?" + Pattern.quote(setting.name()) + "'?:")
                    .contains("'section:" + setting.section() + "'"));
  }

  @Test
  void noSettingNamesAFile() {
    List<String> names = dialect.settings().stream().map(Setting::name).toList();

    assertThat(names)
        .doesNotContain(
            "output",
            "network",
            "content-mask",
            "style-mask",
            "protect",
            "proof",
            "previous",
            "flow",
            "report",
            "settings-from",
            "animation",
            "threads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"output", "network", "report", "settings-from", "protect", "debug", "help"})
  void anOptionThatIsNoSettingIsUnknown(String name) {
    assertThatThrownBy(() -> options(Map.of(name, "x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("there is no setting '" + name + "'");
  }

  @Test
  void aStartIsAWordAndNeverAFile(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("picture.png"));

    assertThatThrownBy(() -> options(Map.of("init", file.toString())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--init is one of content");
  }

  @ParameterizedTest
  @CsvSource({"size,many", "style-weight,-1", "strength,200", "color,luminence", "iterations,1.5"})
  void whatIsImpossibleIsSaidInOneLine(String name, String value) {
    assertThatThrownBy(() -> options(Map.of(name, value)))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(value.replace("-1", "-1"))
        .doesNotContain("\n", "Exception");
  }

  @Test
  void aResultTellsItsRecipe(@TempDir Path folder) {
    Path photograph = TestFiles.picture(folder.resolve("photo.png"), 40, 30);
    Path painting = TestFiles.picture(folder.resolve("painting.png"), 30, 30);
    Path result = folder.resolve("result.png");
    CommandRun.of(
        "transfer",
        photograph.toString(),
        painting.toString(),
        "-o",
        result.toString(),
        "--size",
        "32",
        "-n",
        "2",
        "--quiet");

    Recipe recipe = dialect.recipe(result);

    assertThat(OptionsJson.read(recipe.options()).size()).isEqualTo(32);
    assertThat(recipe.pictures().get("content"))
        .isEqualTo(new Recipe.Source("photo.png", PictureReader.read(photograph).sha256()));
    assertThat(recipe.pictures().get("style"))
        .isEqualTo(new Recipe.Source("painting.png", PictureReader.read(painting).sha256()));
  }
}
