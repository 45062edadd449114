package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Pooling;
import dev.impasto.loss.TemporalTerm;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.request.BorderPadding;
import dev.impasto.request.ColorRange;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Optimization;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Options that other programs have, from the command line to the settings that a run had. */
final class PeerOptionsTest {
  private final Path content;
  private final Path style;
  private final Path result;

  PeerOptionsTest(@TempDir Path folder) throws IOException {
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    result = folder.resolve("result.png");
  }

  private TransferOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--json");
    CommandRun run = CommandRun.transfer(content, style, result, arguments.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());
    return OptionsJson.read(report.get("request").get("options").toString());
  }

  private static UnaryOperator<TransferOptions> optimizer(UnaryOperator<Optimization> change) {
    return options -> options.withOptimization(change);
  }

  private static UnaryOperator<TransferOptions> start(UnaryOperator<InitialPicture> change) {
    return options -> options.withSchedule(s -> s.withStart(change));
  }

  private static Arguments row(UnaryOperator<TransferOptions> change, String... arguments) {
    return Arguments.of(List.of(arguments), change);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            optimizer(o -> o.withOptimizer(new Adam(0.1).withDecay(0.9))),
            "--optimizer=adam",
            "--learning-rate=0.1",
            "--learning-rate-decay=0.9"),
        row(optimizer(o -> o.withOptimizer(new Lbfgs(10).withAveraging(0.9))), "--averaging=0.9"),
        row(
            optimizer(o -> o.withOptimizer(new Adam().withAveraging(0).withTolerance(0.01))),
            "--optimizer=adam",
            "--averaging=0",
            "--tolerance=0.01"),
        row(optimizer(o -> o.withColors(ColorRange.SMOOTH)), "--color-range=smooth"),
        row(
            optimizer(o -> new Optimization(new Adam(), 0, ColorRange.PROJECT)),
            "--color-range=project",
            "--optimizer=adam"),
        row(start(i -> i.withKind(InitialPicture.Kind.UNIFORM)), "--init=uniform"),
        row(start(i -> i.withKind(InitialPicture.Kind.NORMAL)), "--init=Normal"),
        row(
            start(i -> i.withKind(InitialPicture.Kind.STYLE_STATISTICS)),
            "--init=style-statistics"),
        row(start(i -> i.withNoise(0.1)), "--noise-ratio=0.1"),
        row(
            options -> options.withForm(f -> f.withPooling(Pooling.RESCALED_AVERAGE)),
            "--pooling=rescaled-average"),
        row(options -> options.withForm(f -> f.withPooling(Pooling.L2)), "--pooling=L2"),
        row(
            options -> options.withForm(f -> f.withPadding(BorderPadding.REFLECT)),
            "--padding=reflect"),
        row(
            options ->
                options.withForm(f -> f.withSeamless(false).withPadding(BorderPadding.REPLICATE)),
            "--padding=replicate",
            "--seamless=no"),
        row(
            options ->
                options.withLoss(
                    l ->
                        l.withVariation(
                            l.variation().withWeight(0.1).withPower(1.5).withNeighbors(8))),
            "--tv-weight=0.1",
            "--tv-power=1.5",
            "--tv-neighbors=8"),
        row(
            options -> options.withLoss(l -> l.withTemporal(new TemporalTerm(7))),
            "--temporal-weight=7"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsGivenIsWhatTheRunHas(List<String> given, UnaryOperator<TransferOptions> change) {
    TransferOptions usual = TransferOptions.defaults().withSize(64).withIterations(2);

    assertThat(options(given.toArray(new String[0])))
        .isEqualTo(change.apply(usual.withSchedule(s -> s.withScales(1))));
    assertThat(result).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "full, 10, 80, 60",
    "FULL, 0.0012, 40, 30",
    "1000, 0.0048, 80, 60",
    "64, 1, 64, 48",
    "64, 0.001, 36, 27"
  })
  void aResultIsAsLargeAsThePhotographOrAsManyPixelsAllow(
      String size, String megapixels, int width, int height) {
    CommandRun run =
        CommandRun.transfer(content, style, result, "--size", size, "--max-megapixels", megapixels);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Picture picture = PictureReader.read(result);

    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
  }

  @Test
  void thePresetOfStyleTransferPytorchKeepsColorsInTheirRangeWithAdamAlone() {
    String preset = "--preset=style-transfer-pytorch";

    assertThat(options(preset).optimization())
        .isEqualTo(Preset.STYLE_TRANSFER_PYTORCH.options().optimization())
        .isEqualTo(new Optimization(new Adam(), 0, ColorRange.PROJECT));
    assertThat(options(preset, "--optimizer=lbfgs").optimization())
        .isEqualTo(new Optimization(new Lbfgs(10), 0));
  }
}
