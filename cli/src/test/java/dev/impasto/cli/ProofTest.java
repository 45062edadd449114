package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PrintProfile;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that pictures are seen in the colors of the printer that --proof names. */
final class ProofTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;
  private final Path gray;

  ProofTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 64, 48);
    style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    output = folder.resolve("result.png");
    gray =
        Files.write(
            folder.resolve("gray.icc"), ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());
  }

  private CommandRun transfer(String... more) {
    return CommandRun.transfer(content, style, output, more);
  }

  private void assertRefused(CommandRun run, String message) {
    assertThat(run.err()).startsWith("impasto: ").contains(message).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(output).doesNotExist();
  }

  /** How far red, green and blue of a pixel are from each other at most. */
  private static float mostColor(Picture picture) {
    float most = 0;
    for (int i = 0; i < picture.rgb().length; i += 3) {
      most = Math.max(most, Math.abs(picture.rgb()[i] - picture.rgb()[i + 1]));
      most = Math.max(most, Math.abs(picture.rgb()[i] - picture.rgb()[i + 2]));
    }
    return most;
  }

  @Test
  void photographAndPaintingAreSeenAsTheyArePrinted() {
    CommandRun run = transfer("--proof", gray.toString(), "--json", "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());

    assertThat(mostColor(PictureReader.read(content))).isGreaterThan(0.5f);
    assertThat(mostColor(PictureReader.read(output))).isLessThan(0.1f);
    String sha256 = PrintProfile.read(gray).sha256();
    assertThat(report.at("/request/content/proof/sha256").asString()).isEqualTo(sha256);
    assertThat(report.at("/request/styles/0/proof/sha256").asString()).isEqualTo(sha256);
    assertThat(report.at("/proof").asString()).endsWith("gray.icc");
  }

  @Test
  void settingsHaveTheProofAndRefuseOneThatHasChanged() throws IOException {
    assertThat(transfer("--proof", gray.toString()).exitCode()).isZero();
    Path again = folder.resolve("again.png");
    String settings = "--settings-from=" + output;
    assertThat(CommandRun.transfer(content, style, again, settings).exitCode()).isZero();
    assertThat(again).hasSameBinaryContentAs(output);

    Files.delete(again);
    Files.write(gray, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    CommandRun changed = CommandRun.transfer(content, style, again, settings);
    assertThat(changed.err()).contains("gray.icc' has changed since").hasLineCount(1);
    assertThat(changed.exitCode()).isEqualTo(2);
    Files.delete(gray);
    assertThat(CommandRun.transfer(content, style, again, settings).err())
        .contains("the proof of the settings in", "is gone: give it with --proof");
    assertThat(again).doesNotExist();
  }

  @Test
  void aResultIsNeverWrittenOverTheProfile() throws IOException {
    Path profile = Files.copy(gray, output);

    assertThat(transfer("--proof", profile.toString()).exitCode()).isEqualTo(2);
    assertThat(profile).hasSameBinaryContentAs(gray);
  }

  @Test
  void whatIsNoProfileIsRefusedInOneLine() {
    assertRefused(transfer("--proof", style.toString()), "style.png' is no ICC profile");
    assertRefused(transfer("--proof", folder.resolve("no.icc").toString()), "there is no file");
    assertRefused(transfer("--proof", folder.toString()), "is a folder, not an ICC profile");
  }
}
