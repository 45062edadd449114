package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.StyleTransfer;
import dev.impasto.network.Network;
import dev.impasto.picture.PictureReader;
import dev.impasto.quality.QualityFigures;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of a run. */
final class ReportTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path out;
  private final Path json;
  private final Path page;

  ReportTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("a photo.png"), 40, 30);
    style = TestFiles.picture(folder.resolve("style.png"), 30, 26);
    out = folder.resolve("out.png");
    json = folder.resolve("run.json");
    page = folder.resolve("run.html");
  }

  private CommandRun transfer(String... more) {
    return CommandRun.transfer(content, style, out, more);
  }

  private JsonNode report(String... more) throws IOException {
    CommandRun run = transfer(more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(Files.readString(json));
  }

  @Test
  void everyEvaluationHasItsLossesByNameAndLayer() throws IOException {
    JsonNode report = report("--iterations", "7", "--scales", "2", "--report", json.toString());

    JsonNode losses = report.get("losses");
    int evaluations = report.get("evaluations").asInt();
    assertThat(losses.size()).isEqualTo(evaluations).isGreaterThan(7);
    for (int i = 0; i < evaluations; i++) {
      JsonNode loss = losses.get(i);
      assertThat(loss.get("evaluation").asInt()).isEqualTo(i + 1);
      double sum = 0;
      for (String part : List.of("content", "style", "tv")) {
        sum += loss.get(part).asDouble();
      }
      assertThat(sum).isCloseTo(loss.get("total").asDouble(), within(1e-9 * sum));
      for (String part : List.of("content", "style")) {
        JsonNode layers = loss.get("layers").get(part);
        double value = loss.get(part).asDouble();
        assertThat(layers.size()).isGreaterThan(1);
        assertThat(layers.valueStream().mapToDouble(JsonNode::asDouble).sum())
            .isCloseTo(value, within(1e-9 * value));
      }
    }
    assertThat(losses.get(evaluations - 1).get("scale").asInt()).isEqualTo(2);
    assertThat(report.get("sizes").size()).isEqualTo(2);
  }

  @Test
  void hashesFiguresTimesAndMemoryAreThere() throws IOException {
    JsonNode report = report("--report", json.toString());

    JsonNode hashes = report.get("sha256");
    assertThat(hashes.get("content").asString()).isEqualTo(PictureReader.read(content).sha256());
    assertThat(hashes.get("file").asString()).isEqualTo(FigureFolder.hash(out));
    assertThat(report.get("run").get("network-sha256").asString())
        .isEqualTo(Network.embedded().sha256());
    QualityFigures figures =
        QualityFigures.of(
            PictureReader.read(content), PictureReader.read(style), PictureReader.read(out));
    JsonNode quality = report.get("quality");
    assertThat(quality.get("content").asDouble()).isCloseTo(figures.content(), within(1e-6));
    assertThat(quality.get("style").asDouble()).isCloseTo(figures.style(), within(1e-6));
    assertThat(quality.get("copied").asDouble()).isCloseTo(figures.copied(), within(1e-6));
    assertThat(quality.get("grain").asDouble()).isCloseTo(figures.grain(), within(1e-6));
    assertThat(report.get("memoryBytes").get("javaHeapPeak").asLong()).isGreaterThan(1_000_000);
    assertThat(report.get("times").get("run").asDouble())
        .isPositive()
        .isLessThan(report.get("times").get("total").asDouble());
    assertThat(report.get("version").asString()).startsWith("Impasto ");
    assertThat(report.get("request").get("options").get("size").asInt()).isEqualTo(64);
  }

  @Test
  void theCommandIsOneThatAShellTakes() throws IOException {
    String command = report("--report", json.toString(), "--threads=2").get("command").asString();

    assertThat(command)
        .startsWith("impasto transfer '" + content + "' " + style + " -o " + out + " --size 64 ")
        .contains("--threads=2", "--precision=")
        .doesNotContain("--threads=2 --threads");
  }

  @Test
  void aReportsSettingsMakeTheSameBytesAgain() throws IOException {
    report("--report=" + json, "--report=" + page, "--style-weight=7");
    byte[] first = Files.readAllBytes(out);

    for (Path from : List.of(json, page)) {
      Files.delete(out);
      CommandRun run =
          CommandRun.of(
              "transfer",
              content.toString(),
              style.toString(),
              "-o",
              out.toString(),
              "--settings-from=" + from);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(out).hasBinaryContent(first);
    }
  }

  @Test
  void aPageStandsAlone() throws IOException {
    CommandRun run = transfer("--report", page.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    String text = Files.readString(page);

    assertThat(text)
        .contains(
            "<!doctype html>", "type=\"range\"", "<polyline", "style conv1_1", "prefers-color")
        .contains("options.loss.style.weight")
        .containsPattern("content</th><td>0\\.\\d{3}</td>")
        .doesNotContain("{{", "http:", "https:", " src=\"/", "<link", "@import");
    Matcher sources = Pattern.compile("src=\"data:image/jpeg;base64,([^\"]+)\"").matcher(text);
    int pictures = 0;
    while (sources.find()) {
      byte[] jpeg = Base64.getDecoder().decode(sources.group(1));
      assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isBetween(16, 64);
      pictures++;
    }
    assertThat(pictures).as("the result, the photograph, and all it is made of").isEqualTo(4);
  }

  @Test
  void namesDoNotBecomePartsOfThePage() throws IOException {
    Path odd = Files.copy(content, folder.resolve("a<b>&\"c'</script>.png".replace("/", "")));
    CommandRun run =
        CommandRun.transfer(odd, style, out, "--report", page.toString(), "--iterations", "1");
    assertThat(run.exitCode()).as(run.err()).isZero();

    assertThat(Files.readString(page)).contains("a&lt;b&gt;&amp;&quot;c'").doesNotContain("a<b>");
  }

  @Test
  void reconstructionsHaveARecordWithoutFiguresOfQuality() throws IOException {
    CommandRun run =
        CommandRun.of(
            "reconstruct",
            "style",
            style.toString(),
            "--size=48",
            "-n2",
            "--output=" + out,
            "--report=" + json,
            "--report=" + page);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(JsonMapper.shared().readTree(Files.readString(json)).has("quality")).isFalse();
    assertThat(page).exists();
  }

  @Test
  void aResumedRunsCommandTakesTheSettingsOfItsResult() throws IOException {
    Path checkpoint = folder.resolve("out.png.checkpoint");
    try (StyleTransfer transfer = new StyleTransfer()) {
      transfer.transfer(
          new TransferRequest(
              new SourcePicture(content.toString(), PictureReader.read(content)),
              List.of(
                  StyleSource.of(new SourcePicture(style.toString(), PictureReader.read(style)))),
              Optional.empty(),
              TransferOptions.defaults().withSize(48).withIterations(5)),
          (run, progress) -> {
            if (progress.at().iteration() >= 2) {
              PictureArguments arguments =
                  new PictureArguments(
                      outputArgument(),
                      new ResultArguments(),
                      new RunArguments(),
                      new ProgressArguments(),
                      new AnimationArguments(),
                      new NetworkArguments(),
                      false,
                      Optional.empty());
              run.saveCheckpoint(checkpoint, arguments.notes(transfer.engine().precision()));
              run.stop();
            }
          });
    }
    CommandRun run = CommandRun.of("resume", checkpoint.toString(), "--report=" + json);
    assertThat(run.exitCode()).as(run.err()).isZero();
    byte[] first = Files.readAllBytes(out);
    String command = JsonMapper.shared().readTree(Files.readString(json)).get("command").asString();
    assertThat(command)
        .isEqualTo(
            "impasto transfer '%s' %s -o %s --settings-from %s"
                .formatted(content, style, out, out));

    CommandRun again =
        CommandRun.of(
            "transfer",
            content.toString(),
            style.toString(),
            "-o",
            out.toString(),
            "--settings-from",
            out.toString());

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(out).hasBinaryContent(first);
  }

  private OutputArgument outputArgument() {
    OutputArgument output = new OutputArgument();
    output.file = out;
    return output;
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() {
    assertRefused(folder.resolve("run.txt").toString(), "run.txt", ".json or .html");
    assertRefused(folder.resolve("none/run.json").toString(), "there is no folder");
    assertRefused(out.toString().replace(".png", ""), ".json or .html");
    Path folderOfThatName = folder.resolve("f.json");
    assertThat(folderOfThatName.toFile().mkdir()).isTrue();
    assertRefused(folderOfThatName.toString(), "is a folder");
    CommandRun twice = transfer("--report=" + json, "--report=" + json);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("would replace", json.toString());
  }

  private void assertRefused(String file, String... parts) {
    CommandRun run = transfer("--report", file);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("impasto: ").contains(parts);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }
}
