package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Mask;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the options of a film's frame. */
final class FilmTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;
  private final Path before;
  private final Path flow;
  private final Path back;

  FilmTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 64, 48);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    before = TestFiles.picture(folder.resolve("before.png"), 64, 48);
    output = folder.resolve("result.png");
    flow = flow("flow.flo", 64, 48, 2);
    back = flow("back.flo", 64, 48, -2);
  }

  private Path flow(String name, int width, int height, float right) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 8 * width * height).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(202021.25f).putInt(width).putInt(height);
    for (int i = 0; i < width * height; i++) {
      bytes.putFloat(right).putFloat(0);
    }
    return Files.write(folder.resolve(name), bytes.array());
  }

  private CommandRun transfer(Object... more) {
    String[] words = Arrays.stream(more).map(Object::toString).toArray(String[]::new);
    return CommandRun.transfer(content, style, output, words);
  }

  private void assertRefused(CommandRun run, String message) {
    assertThat(run.err()).startsWith("impasto: ").contains(message).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(output).doesNotExist();
  }

  @Test
  void aFrameStartsFromTheFrameBeforeAndStaysNearIt() {
    CommandRun run =
        transfer("--previous", before, "--flow", flow, "--flow-back", back, "--json", "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());

    assertThat(report.at("/request/previous/result/name").asString()).endsWith("before.png");
    assertThat(report.at("/request/previous/back/name").asString()).endsWith("back.flo");
    assertThat(report.at("/request/options/schedule/start/kind").asString()).isEqualTo("previous");
    assertThat(report.at("/firstLoss/temporal").asDouble(-1)).isZero();
    assertThat(report.at("/loss/temporal").asDouble(-1)).isPositive();
    assertThat(report.at("/flow").asString()).endsWith("flow.flo");
  }

  @Test
  void anotherStartMayBeNamed() {
    CommandRun run = transfer("--previous", before, "--init", "noise", "--json", "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());

    assertThat(report.at("/request/options/schedule/start/kind").asString()).isEqualTo("noise");
    assertThat(report.at("/firstLoss/temporal").asDouble(-1)).isPositive();
  }

  @Test
  void settingsHaveTheFrameBeforeUnlessAnotherIsGiven() throws IOException {
    Object[] given = {"--previous", before, "--flow", flow, "--init", "uniform"};
    assertThat(transfer(given).exitCode()).isZero();
    Path again = folder.resolve("again.png");
    String settings = "--settings-from=" + output;
    assertThat(CommandRun.transfer(content, style, again, settings).exitCode()).isZero();
    assertThat(again).hasSameBinaryContentAs(output);

    Files.copy(flow("flow.flo", 64, 48, 3), folder.resolve("other.flo"));
    CommandRun changed = CommandRun.transfer(content, style, folder.resolve("third.png"), settings);
    assertThat(changed.err()).contains("flow.flo' has changed since").hasLineCount(1);
    assertThat(changed.exitCode()).isEqualTo(2);
    CommandRun next =
        CommandRun.transfer(
            content, style, again, settings, "--previous", output.toString(), "--json", "-q");
    JsonNode request = JsonMapper.shared().readTree(next.out()).get("request");
    assertThat(request.at("/previous/result/name").asString()).endsWith("result.png");
    assertThat(request.at("/previous/flow").isMissingNode()).isTrue();
  }

  @Test
  void aResultIsNeverWrittenOverTheFrameBefore() throws IOException {
    byte[] whole = Files.readAllBytes(before);
    CommandRun run = CommandRun.transfer(content, style, before, "--previous", before.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(before).hasBinaryContent(whole);
    Path picture = Files.copy(flow, output);
    assertThat(transfer("--previous", before, "--flow", picture).exitCode()).isEqualTo(2);
    assertThat(picture).hasSameBinaryContentAs(flow);
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedInOneLine() throws IOException {
    Path mask = folder.resolve("mask.png");
    PictureWriter.write(new Mask(1, 1, new float[] {1}).picture(), mask);
    Path wide = flow("wide.flo", 64, 16, 0);

    assertRefused(transfer("--flow", flow), "give that with --previous");
    assertRefused(transfer("--init", "previous"), "give it with --previous");
    assertRefused(transfer("--previous", before, "--flow-back", back), "give that too");
    assertRefused(
        transfer("--previous", before, "--flow", flow, "--flow-back", back, "--flow-weights", mask),
        "give one of them");
    assertRefused(
        transfer("--previous", before, "--flow", wide),
        "wide.flo' is of 64x16 and the photograph of 64x48");
    assertRefused(transfer("--previous", before, "--flow", style), "is no optical flow");
    assertRefused(
        transfer("--previous", before, "--flow", TestFiles.half(flow, folder.resolve("half.flo"))),
        "is cut short");
    assertRefused(transfer("--previous", before, "--temporal-weight", "-1"), "temporal weight");
  }
}
