package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the options that name masks. */
final class MasksTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;

  MasksTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 64, 48);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    output = folder.resolve("result.png");
  }

  /** Writes a mask that is white to the left of a column. */
  private Path mask(String name, int width, int height, int white) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % width < white ? 1 : 0;
    }
    Path file = folder.resolve(name);
    PictureWriter.write(new Mask(width, height, values).picture(), file);
    return file;
  }

  private CommandRun transfer(String... more) {
    return CommandRun.transfer(content, style, output, more);
  }

  private void assertRefused(CommandRun run, String message) {
    assertThat(run.err()).startsWith("impasto: ").contains(message).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(output).doesNotExist();
  }

  @Test
  void protectedPixelsAreThePhotographsInTheFile() {
    Path keep = mask("keep.png", 32, 24, 16);
    CommandRun run = transfer("--protect", keep.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    Picture result = PictureReader.read(output);
    Picture own = PictureReader.read(content);

    for (int y = 0; y < 48; y++) {
      int row = 3 * 64 * y;
      assertThat(Arrays.copyOfRange(result.rgb(), row, row + 3 * 32))
          .isEqualTo(Arrays.copyOfRange(own.rgb(), row, row + 3 * 32));
    }
    assertThat(result.rgb()).isNotEqualTo(own.rgb());
  }

  @Test
  void masksThatCannotBeMeantAreRefused() {
    assertRefused(
        transfer("--protect", mask("wide.png", 64, 24, 9).toString()), "is 64x24 and its picture");
    assertRefused(
        transfer("--protect", mask("black.png", 64, 48, 0).toString()), "is black everywhere");
    assertRefused(
        transfer("--protect", mask("white.png", 64, 48, 64).toString()), "protects everything");
    assertRefused(transfer("--protect", folder.resolve("none.png").toString()), "there is no file");
  }

  private CommandRun two(String... more) {
    String[] all = Arrays.copyOf(new String[] {style.toString()}, 1 + more.length);
    System.arraycopy(more, 0, all, 1, more.length);
    return transfer(all);
  }

  @Test
  void masksOfThePhotographAndOfEachPaintingAreWrittenToTheReport() {
    CommandRun run =
        two(
            "--content-mask=" + mask("m.png", 64, 48, 20),
            "--style-mask=" + mask("m1.png", 50, 40, 20),
            "--style-mask=" + mask("m2.png", 25, 20, 10),
            "--mask-mode=all",
            "--region-weight=1,2",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode request = JsonMapper.shared().readTree(run.out()).get("request");

    assertThat(request.get("masks").get("mode").asString()).isEqualTo("all");
    assertThat(request.get("masks").get("weights").get(1).asDouble()).isEqualTo(2);
    assertThat(request.get("masks").get("regions").get(0).get("name").asString()).endsWith("m.png");
    assertThat(request.get("styles").get(1).get("mask").get("name").asString()).endsWith("m2.png");
  }

  @Test
  void masksThatDoNotSuitThePaintingsAreRefused() {
    String m = "--content-mask=" + mask("m.png", 64, 48, 20);
    String s = "--style-mask=" + mask("s.png", 50, 40, 20);
    String black = "--style-mask=" + mask("black.png", 50, 40, 0);

    assertRefused(two(m, m, m), "there are 3 masks of the photograph and 2 paintings");
    assertRefused(two(m, s, s, s), "--style-mask is given 3 times for 2 paintings");
    assertRefused(two(m, black), "black.png' is black everywhere");
    assertRefused(two(m, "--style-mask=" + mask("q.png", 40, 40, 9)), "q.png' is 40x40 and its");
    assertRefused(
        two(m, "--region-weight=1"), "as many weights of regions as regions: 1 are given for 2");
    assertRefused(two("--region-weight=1,1"), "--region-weight needs regions");
    assertRefused(two(m, "--blend=1,0"), "--blend: with masks each painting must count");
    assertRefused(two(m, "--mask-mode=insid"), "did you mean inside?");
    assertRefused(
        two("--content-mask=" + mask("w.png", 64, 48, 64)), "nothing is left for the second");
  }

  @Test
  void theResultMustNotReplaceAMask() {
    Path keep = mask("keep.png", 64, 48, 20);

    assertThat(CommandRun.transfer(content, style, keep, "--protect", keep.toString()).err())
        .contains("would replace what it is made of");
  }
}
