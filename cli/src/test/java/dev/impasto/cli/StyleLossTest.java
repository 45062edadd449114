package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.loss.StyleStatistics;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What style is compared by, from the command line to the settings that a run had. */
final class StyleLossTest {
  private final Path content;
  private final Path style;
  private final Path result;

  StyleLossTest(@TempDir Path folder) throws IOException {
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    result = folder.resolve("result.png");
  }

  private TransferOptions options(String... more) {
    CommandRun run = CommandRun.transfer(content, style, result, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());
    return OptionsJson.read(report.get("request").get("options").toString());
  }

  @ParameterizedTest
  @EnumSource
  void aRunComparesTheStatisticsThatAreNamed(StyleStatistics statistics) {
    TransferOptions options = options("--style-loss", statistics.toString(), "--json");

    assertThat(options.loss()).isEqualTo(statistics.in(TransferOptions.defaults().loss()));
    assertThat(result).exists();
  }

  @Test
  void aPresetsLossIsItsOwnUnlessAnotherIsNamed() {
    String preset = Preset.STYLE_TRANSFER_PYTORCH.toString();

    assertThat(options("--preset", preset, "--json").loss())
        .isEqualTo(Preset.STYLE_TRANSFER_PYTORCH.options().loss());
    assertThat(options("--preset", preset, "--style-loss", "moments", "--json").loss())
        .isEqualTo(StyleStatistics.MOMENTS.in(Preset.STYLE_TRANSFER_PYTORCH.options().loss()));
  }
}
