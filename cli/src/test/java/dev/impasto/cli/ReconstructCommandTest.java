package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reconstructions write and say, and what they refuse. */
final class ReconstructCommandTest {
  private final Path source;
  private final Path output;

  ReconstructCommandTest(@TempDir Path folder) {
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
