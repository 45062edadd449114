package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.Checkpoint;
import dev.impasto.StyleTransfer;
import dev.impasto.loss.LossConvention;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a transfer writes and prints. */
final class TransferCommandTest {
  private final Path folder;
  private final Path content;
  private final Path style;

  TransferCommandTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
  }

  private CommandRun transfer(String name, String... more) {
    CommandRun run = CommandRun.transfer(content, style, folder.resolve(name), more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"result.png", "result.jpg", "RESULT.JPEG", "result.TIF", "result.tiff"})
  void resultHasTheSizeAskedFor(String name) {
    transfer(name, "--size", "48");

    Picture result = PictureReader.read(folder.resolve(name));
    assertThat(result.width()).isEqualTo(48);
    assertThat(result.height()).isEqualTo(36);
  }

  @Test
  void olderResultIsReplaced() throws IOException {
    Path result = Files.writeString(folder.resolve("result.png"), "an older result");
    transfer("result.png");

    assertThat(PictureReader.read(result).width()).isEqualTo(64);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("content.png", "style.png", "result.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void sameCommandGivesTheSameBytes(String extension) {
    transfer("one." + extension, "--init", "noise", "--seed", "7");
    transfer("two." + extension, "--init", "noise", "--seed", "7");
    transfer("three." + extension, "--init", "noise", "--seed", "8");

    assertThat(folder.resolve("two." + extension))
        .hasSameBinaryContentAs(folder.resolve("one." + extension));
    assertThat(PictureReader.read(folder.resolve("three." + extension)).rgb())
        .isNotEqualTo(PictureReader.read(folder.resolve("one." + extension)).rgb());
  }

  @Test
  void jsonIsAllThatIsPrinted() {
    CommandRun run = transfer("result.png", "--json", "--quiet", "--style-weight", "30");

    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.get("width").asInt()).isEqualTo(64);
    assertThat(report.get("height").asInt()).isEqualTo(48);
    assertThat(report.get("output").asString()).isEqualTo(folder.resolve("result.png").toString());
    assertThat(report.get("stoppedEarly").asBoolean()).isFalse();
    assertThat(report.get("evaluations").asInt()).isEqualTo(2);
    JsonNode loss = report.get("loss");
    assertThat(loss.get("total").asDouble())
        .isPositive()
        .isEqualTo(
            loss.get("content").asDouble()
                + loss.get("style").asDouble()
                + loss.get("tv").asDouble());
    TransferOptions options = OptionsJson.read(report.get("request").get("options").toString());
    assertThat(options)
        .isEqualTo(
            TransferOptions.defaults()
                .withSize(64)
                .withSchedule(s -> s.withScales(1).withIterations(2))
                .withStyleWeight(30));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whatItIsComputedWithIsSaidInTheFirstLineTheReportAndTheResult() throws IOException {
    CommandRun run = transfer("result.png", "--json", "--precision", "auto");

    JsonNode report = JsonMapper.shared().readTree(run.out());
    String precision = report.get("precision").asString();
    assertThat(precision).isIn("f32", "bf16");
    assertThat(run.err().lines().findFirst())
        .hasValue("Computing in %s with %s".formatted(precision, report.get("engine").asString()));
    assertThat(Files.readString(folder.resolve("result.png"), StandardCharsets.ISO_8859_1))
        .contains("Precision\0" + precision);
  }

  @Test
  void reproducibleRunsDivideTheirWorkAsForEightThreadsInF32AndSaySo() throws IOException {
    JsonNode report =
        JsonMapper.shared().readTree(transfer("one.png", "--json", "--reproducible").out());
    assertThat(report.get("precision").asString()).isEqualTo("f32");
    assertThat(report.get("threads").asInt()).isEqualTo(8);
    assertThat(report.get("instructions").asString()).isNotEmpty();
    transfer("two.png", "--precision", "f32", "--threads", "8");

    assertThat(folder.resolve("one.png")).hasSameBinaryContentAs(folder.resolve("two.png"));
    assertThat(Files.readString(folder.resolve("one.png"), StandardCharsets.ISO_8859_1))
        .contains("Engine\0" + report.get("engine").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--precision=bf16", "--threads=4"})
  void whatContradictsReproducibleIsRefused(String option) {
    CommandRun run =
        CommandRun.transfer(content, style, folder.resolve("result.png"), "--reproducible", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--reproducible", option.replace('=', ' '));
  }

  @Test
  void quietPrintsNothing() {
    CommandRun run = transfer("result.png", "--quiet");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void progressIsPlainLinesWhereThereIsNoTerminal() {
    CommandRun run = transfer("result.png");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("\r", "\u001b");
    assertThat(run.err().lines()).anyMatch(line -> line.startsWith("100%  scale 1/1 64x48"));
    assertThat(run.err().lines().reduce("", (before, last) -> last))
        .startsWith("Wrote " + folder.resolve("result.png") + ": 64x48 in ");
  }

  @Test
  void runIsResumedFromItsCheckpoint() {
    Path output = folder.resolve("result.png");
    List<Checkpoint> reached = new ArrayList<>();
    try (StyleTransfer transfer = new StyleTransfer()) {
      transfer.transfer(
          new TransferRequest(
              new SourcePicture(content.toString(), PictureReader.read(content)),
              List.of(
                  StyleSource.of(new SourcePicture(style.toString(), PictureReader.read(style)))),
              Optional.empty(),
              TransferOptions.defaults()
                  .withSize(64)
                  .withSchedule(s -> s.withScales(1).withIterations(6))),
          (run, progress) -> {
            reached.add(run.checkpoint());
            if (reached.size() == 3) {
              run.stop();
            }
          });
    }
    Path file = folder.resolve("result.png.checkpoint");
    reached.get(2).write(file);

    assertThat(CommandRun.transfer(content, style, output, "--iterations", "7", "--resume").err())
        .contains("the checkpoint is of another run: options.schedule.iterations was 6, not 7");
    assertThat(file).exists();
    assertThat(output).doesNotExist();

    transfer("result.png", "--iterations", "6", "--resume");
    assertThat(output).exists();
    assertThat(file).doesNotExist();

    CommandRun again = CommandRun.transfer(content, style, output, "--iterations", "6", "--resume");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("result.png.checkpoint");
  }

  @Test
  void saveEveryWritesNumberedPictures() {
    transfer("result.png", "--iterations", "6", "--save-every", "2");

    assertThat(folder.toFile().list())
        .contains("result.png")
        .filteredOn(name -> name.matches("result_\\d{5}\\.png"))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(3)
        .allSatisfy(
            name -> assertThat(PictureReader.read(folder.resolve(name)).width()).isEqualTo(64));
  }

  @Test
  void settingsAreInTheText() throws IOException {
    Path start = TestFiles.picture(folder.resolve("start.png"), 64, 48);
    transfer("result.png", "--seed", "42", "--init", start.toString());

    String png = Files.readString(folder.resolve("result.png"), StandardCharsets.ISO_8859_1);
    assertThat(png)
        .contains("tEXtImpasto\0{\"version\":1,\"content\":{\"name\":\"content.png\"")
        .contains("\"seed\":42", "\"size\":64", "\"pooling\":\"average\"")
        .contains("\"start\":{\"name\":\"start.png\"", "tEXtSoftware\0Impasto ")
        .doesNotContain(folder.toString());
  }

  @Test
  void resultKeepsTheAlphaOfTheContent() {
    Path fading = TestFiles.fading(folder.resolve("fading.png"), 64, 48);
    CommandRun run = CommandRun.transfer(fading, style, folder.resolve("result.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(PictureReader.read(folder.resolve("result.png")).alpha().orElseThrow())
        .isEqualTo(PictureReader.read(fading).alpha().orElseThrow());
  }

  @Test
  void optionsChangeThePreset() {
    CommandRun run =
        transfer("result.png", "--json", "-q", "--preset=paper", "--ratio=1e-2", "--init=style");

    assertThat(options(run))
        .isEqualTo(
            Preset.PAPER
                .options()
                .withSize(64)
                .withIterations(2)
                .withRatio(1e-2)
                .withStart(InitialPicture.Kind.STYLE));
  }

  private static TransferOptions options(CommandRun run) {
    JsonNode request = JsonMapper.shared().readTree(run.out()).get("request");
    return OptionsJson.read(request.get("options").toString());
  }

  @Test
  void conventionBringsItsWeightsToAPreset() {
    CommandRun run = transfer("r.png", "--json", "-q", "--preset=paper", "--convention=paper-mean");

    assertThat(LossConvention.of(options(run).loss())).isEqualTo(LossConvention.PAPER_MEAN);
    assertThat(options(run).optimization().preconditioning()).isZero();
  }

  @Test
  void denoisingLeavesLessDetail() {
    transfer("plain.png", "--init=noise", "--denoise=0");
    transfer("calm.png", "--init=noise", "--denoise=0.1");

    Picture plain = PictureReader.read(folder.resolve("plain.png"));
    Picture calm = PictureReader.read(folder.resolve("calm.png"));
    assertThat(calm.psnr(plain.denoised(0.1))).isGreaterThan(30);
    assertThat(calm.psnr(plain)).isLessThan(28);
  }

  @Test
  void exifIsCarriedOverOnRequest() throws IOException {
    TestFiles.exif(content, 80, 60);
    transfer("plain.jpg");
    transfer("kept.jpg", "--keep-exif", "--keep-profile");

    assertThat(Files.readString(folder.resolve("plain.jpg"), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif");
    assertThat(Files.readString(folder.resolve("kept.jpg"), StandardCharsets.ISO_8859_1))
        .contains("Exif\0\0MM\0*", "abc\0");
  }

  @Test
  void animationShowsTheRunAndPicturesAreAnimatedLater() {
    Path result = folder.resolve("result.png");
    transfer(
        "result.png",
        "--iterations",
        "6",
        "--save-every=2",
        "--animation=" + folder.resolve("{content}.gif"),
        "--animation-frames=4",
        "--animation-size=32");
    Path later = folder.resolve("later.png");
    CommandRun run = CommandRun.of("animate", result.toString(), "-o", later.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Wrote " + later, " frames of 64x48");
    assertThat(PictureReader.read(folder.resolve("content.gif")).width()).isEqualTo(32);
    assertThat(PictureReader.read(later).rgb()).isEqualTo(PictureReader.read(result).rgb());
    assertThat(folder.resolve("content.gif.frames")).doesNotExist();
  }

  @Test
  void everyOptionIsTaken() {
    transfer(
        "result.png",
        "--content-weight=2",
        "--style-weight=1e2",
        "--tv-weight=0.1",
        "--content-layers=conv3_2=0.3,conv4_2=0.7",
        "--style-layers=conv1_1,relu2_1",
        "--style-scale=1.5",
        "--pooling=MAX",
        "--convention=paper",
        "--optimizer=Adam",
        "--iterations",
        "3",
        "--scales",
        "2",
        "--init=STYLE",
        "--threads=1",
        "--bits=16",
        "--seamless=no",
        "--style-shape=content",
        "--preset=gatys-code",
        "--max-pixels=1",
        "--debug");

    assertThat(PictureReader.read(folder.resolve("result.png")).width()).isEqualTo(64);
  }
}
