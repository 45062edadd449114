package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What figures are made of, that they go on where they were, and what they refuse. */
final class FigureCommandTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;

  FigureCommandTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 80, 60);
    style = TestFiles.fading(folder.resolve("style.png"), 50, 40);
    output = folder.resolve("figure.png");
  }

  private CommandRun figure(int number, List<Path> pictures, String... more) {
    List<String> arguments = new ArrayList<>(List.of("figure", Integer.toString(number)));
    pictures.forEach(picture -> arguments.add(picture.toString()));
    arguments.addAll(List.of("-o", output.toString(), "--size=32"));
    if (!List.of(more).contains("--iterations=3")) {
      arguments.add("--iterations=2");
    }
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  private Path cells() {
    return folder.resolve("figure.png.cells");
  }

  private int kept() {
    String[] names = cells().toFile().list();
    return names == null ? 0 : names.length;
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 6, 2", "4, 4, 2, 2", "5, 2, 3, 1", "6, 6, 2, 3", "7, 1, 3, 1"})
  void figureHasItsPictures(int number, int made, int columns, int rows) {
    CommandRun run = figure(number, List.of(content, style));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(kept()).isEqualTo(made);
    Picture sheet = PictureReader.read(output);
    assertThat(sheet.width()).isBetween(32 * columns, 40 * columns + 8);
    assertThat(sheet.height()).isBetween(24 * rows, 64 * rows);
  }

  @Test
  void figureOfPaintingsHasOneForEach() {
    CommandRun run = figure(3, List.of(content, style, style, content), "--ratios=1e-2,5e-4");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(cells().toFile().list())
        .hasSize(3)
        .anyMatch(name -> name.startsWith("1e-2-"))
        .anyMatch(name -> name.startsWith("5e-4-"));
  }

  @Test
  void finishedPicturesAreNotMadeAgain() throws IOException {
    figure(4, List.of(content, style));
    byte[] sheet = Files.readAllBytes(output);
    Path lost = cells().resolve(String.valueOf(cells().toFile().list()[0]));
    Files.delete(lost);
    CommandRun again = figure(4, List.of(content, style));

    assertThat(again.err()).contains("kept from before", "made, 1 of 1");
    assertThat(Files.readAllBytes(output)).isEqualTo(sheet);
  }

  @Test
  void otherSettingsOrPicturesMakeOtherPictures() {
    figure(7, List.of(content, style));
    figure(7, List.of(content, style), "--iterations=3");
    figure(7, List.of(style, content));

    assertThat(kept()).isEqualTo(3);
  }

  @Test
  void exampleThatIsNotThereIsAnsweredWithWhatToName() {
    String before = System.getProperty("impasto.examples");
    System.setProperty("impasto.examples", folder.resolve("none").toString());
    try {
      assertRefused(figure(4, List.of()), "name a photograph and a painting");
      assertRefused(figure(3, List.of()), "name a photograph and paintings");
    } finally {
      if (before == null) {
        System.clearProperty("impasto.examples");
      } else {
        System.setProperty("impasto.examples", before);
      }
    }
  }

  @Test
  void figureThatThePaperHasNotIsRefused() {
    assertRefused(figure(2, List.of(content, style)), "no figure 2", "1, 3, 4, 5, 6, 7");
  }

  @Test
  void wrongNumberOfPicturesIsRefused() {
    assertRefused(figure(5, List.of(content)), "CONTENT and STYLE, not of 1");
    assertRefused(figure(3, List.of(content)), "1 to 15 paintings, not of 1");
  }

  @Test
  void ratiosThatDoNotFitAreRefused() {
    List<Path> both = List.of(content, style);
    assertRefused(figure(5, both, "--ratios=1e-3"), "figure 5 has one ratio");
    assertRefused(figure(4, both, "--ratio=1e-3"), "figure 4 has several ratios");
    assertRefused(figure(4, both, "--ratios=1e-3,x"), "not '1e-3,x'");
    assertRefused(figure(4, both, "--ratios=0"), "above 0, not 0.0");
  }

  private void assertRefused(CommandRun run, String... parts) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("impasto: ").contains(parts);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(output).doesNotExist();
  }
}
