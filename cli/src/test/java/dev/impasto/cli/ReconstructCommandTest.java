package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.Checkpoint;
import dev.impasto.StyleTransfer;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.request.Reconstruction;
import dev.impasto.request.SourcePicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reconstructions write and say, and what they refuse. */
final class ReconstructCommandTest {
  private final Path folder;
  private final Path source;
  private final Path output;

  ReconstructCommandTest(@TempDir Path folder) {
    this.folder = folder;
    source = TestFiles.picture(folder.resolve("source.png"), 80, 60);
    output = folder.resolve("result.png");
  }

  private CommandRun reconstruct(String kind, String... more) {
    List<String> arguments = new ArrayList<>(List.of("reconstruct", kind, source.toString()));
    arguments.addAll(List.of("-o", output.toString()));
    if (List.of(more).stream().noneMatch(option -> option.startsWith("--size"))) {
      arguments.add("--size=48");
    }
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  private void assertRefused(CommandRun run, String message) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("impasto: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void contentSaysHowNearItCame() {
    CommandRun run = reconstruct("content", "--layer=conv1_2", "--iterations=60");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines()).anyMatch(line -> line.matches(" *[0-9]+%  scale 1/1 48x36 .*"));
    String last = run.err().lines().reduce("", (before, line) -> line);
    assertThat(last).startsWith("Wrote " + output + ": 48x36 in ").contains("the loss fell from ");
    double decibels = Double.parseDouble(last.replaceAll(".*PSNR ([0-9.]+) dB", "$1"));
    Picture result = PictureReader.read(output);
    assertThat(decibels).isGreaterThan(25);
    assertThat(result.psnr(PictureReader.read(source).resized(48, 36))).isGreaterThan(25);
  }

  @Test
  void textureHasAnySize() {
    CommandRun run =
        reconstruct(
            "style", "--layers=conv1_1,conv2_1", "--size=70x33", "--style-size=40", "-n2", "-q");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    Picture result = PictureReader.read(output);
    assertThat(List.of(result.width(), result.height())).containsExactly(70, 33);
  }

  @Test
  void textureHasThePicturesShapeWhereNoneIsGiven() {
    assertThat(reconstruct("style", "-n2").exitCode()).isZero();
    Picture result = PictureReader.read(output);
    assertThat(List.of(result.width(), result.height())).containsExactly(48, 36);
  }

  @Test
  void reportHasTheLossesAndWhatWasCompared() {
    CommandRun run = reconstruct("content", "--layer=conv2_1", "--json", "-q", "-n20");

    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.get("picture").asString()).isEqualTo(source.toString());
    assertThat(report.get("width").asInt()).isEqualTo(48);
    assertThat(report.get("evaluations").asInt()).isEqualTo(20);
    assertThat(report.get("psnr").asDouble())
        .isCloseTo(
            PictureReader.read(output).psnr(PictureReader.read(source).resized(48, 36)),
            within(0.1));
    assertThat(report.get("loss").get("total").asDouble())
        .isEqualTo(report.get("loss").get("content").asDouble())
        .isLessThan(0.5 * report.get("firstLoss").get("total").asDouble());
    JsonNode options = report.get("request").get("options").get("loss");
    assertThat(options.get("content").get("layers").get("conv2_1").asDouble()).isEqualTo(1);
    assertThat(options.get("style").get("weight").asDouble()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void resultNamesTheLayersThatItWasMadeOf() throws IOException {
    assertThat(reconstruct("style", "--layers=conv1_1,conv2_1", "-n2").exitCode()).isZero();

    assertThat(Files.readString(output, StandardCharsets.ISO_8859_1))
        .contains("\"layers\":{\"conv1_1\":0.5,\"conv2_1\":0.5}", "\"blank\":true")
        .contains("tEXtSoftware\0Impasto ", "tEXtPrecision\0");
  }

  @Test
  void saveEveryWritesNumberedPictures() {
    assertThat(reconstruct("content", "-n6", "--save-every=2").exitCode()).isZero();

    assertThat(folder.toFile().list())
        .filteredOn(name -> name.matches("result_\\d{5}\\.png"))
        .isNotEmpty();
    assertThat(folder.resolve("result.png.checkpoint")).doesNotExist();
  }

  @Test
  void runIsResumedFromItsCheckpoint() {
    List<Checkpoint> reached = new ArrayList<>();
    try (StyleTransfer transfer = new StyleTransfer()) {
      transfer.transfer(
          Reconstruction.content(
              new SourcePicture(source.toString(), PictureReader.read(source)),
              Layer.CONV2_1,
              Reconstruction.contentDefaults().withSize(48).withIterations(12)),
          (run, progress) -> {
            reached.add(run.checkpoint());
            if (reached.size() == 3) {
              run.stop();
            }
          });
    }
    Path file = folder.resolve("result.png.checkpoint");
    reached.get(2).write(file);

    assertRefused(
        reconstruct("content", "--layer=conv2_2", "-n12", "--resume"),
        "the checkpoint is of another run: options.loss.content.layers.conv2_1 was 1.0, not not given");
    CommandRun run = reconstruct("content", "--layer=conv2_1", "-n12", "--resume", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).get("evaluations").asInt()).isEqualTo(12);
    assertThat(file).doesNotExist();
  }

  @Test
  void noiseIsThatOfItsSeed() {
    reconstruct("content", "-n2", "--seed=1");
    float[] one = PictureReader.read(output).rgb();
    reconstruct("content", "-n2", "--seed=2");

    assertThat(PictureReader.read(output).rgb()).isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
        content | --layer=conv4_22 | did you mean conv4_2?
        content | --iterations=0 | at least 1, not 0
        content | --save-every=-1 | --save-every must be 0 or more, not -1
        content | --threads=-1 | --threads must be 0 to 1024, not -1
        content | --layers=conv1_1 | did you mean --layer?
        content | --size=64x48 | '64x48' is not a whole number
        style | --layers=conv1_1, | no layer ''
        style | --size=640 x480 | such as 512 or 640x480, not '640 x480'
        style | --size=8x480 | not 8x480
        style | --size=8 | at least 16 pixels, not 8
        style | --style-size=2 | --style-size must be 16 or more, not 2
        """)
  void badValueIsNamed(String kind, String option, String message) {
    assertRefused(reconstruct(kind, option), message);
  }

  @Test
  void kindMustBeNamed() {
    assertRefused(CommandRun.of("reconstruct"), "'impasto reconstruct --help'");
    assertRefused(CommandRun.of("reconstruct", "contnt"), "did you mean content?");
  }
}
