package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets of pictures whose settings differ. */
final class GridCommandTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path output;

  GridCommandTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 40, 30);
    style = TestFiles.picture(folder.resolve("style.png"), 30, 26);
    output = folder.resolve("grid.png");
  }

  private CommandRun grid(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("grid", content.toString(), style.toString(), "-o"));
    arguments.addAll(List.of(output.toString(), "--size=32"));
    arguments.addAll(Arrays.asList(more));
    if (Arrays.stream(more).noneMatch(argument -> argument.contains("iterations"))) {
      arguments.add("--iterations=2");
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private List<String> cells() {
    String[] names = output.resolveSibling("grid.png.cells").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  @Test
  void twoOptionsMakeColumnsAndRows() {
    CommandRun run = grid("--vary", "style-weight=1,4,16", "--vary=style-scale=0.5,1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(cells())
        .hasSize(6)
        .anyMatch(name -> name.startsWith("style-weight-16-style-scale-0.5-"));
    Picture sheet = PictureReader.read(output);
    assertThat(sheet.width()).isGreaterThan(3 * 32);
    assertThat(sheet.height()).isBetween(2 * 24, 2 * 24 + 2 * 60);
    assertThat(sheet.width()).as("room for the labels").isGreaterThan(3 * 60);
    assertThat(PictureText.read(output))
        .containsEntry("Vary", "style-weight=1,4,16 style-scale=0.5,1");
  }

  @Test
  void aCellIsThePictureOfATransferWithThatValue() throws IOException {
    assertThat(grid("--vary=style-weight=1,16", "--seed=3").exitCode()).isZero();
    Path alone = folder.resolve("alone.png");
    CommandRun.of(
        "transfer",
        content.toString(),
        style.toString(),
        "-o",
        alone.toString(),
        "--size=32",
        "--iterations=2",
        "--style-weight=16",
        "--seed=3");

    String name =
        cells().stream().filter(n -> n.startsWith("style-weight-16-")).findFirst().orElseThrow();
    Path cell = folder.resolve("grid.png.cells").resolve(name);
    assertThat(PictureReader.read(cell).rgb()).isEqualTo(PictureReader.read(alone).rgb());
  }

  @Test
  void wordsRangesAndListsVary() {
    CommandRun run = grid("--vary=init=content,noise", "--vary=iterations=1..3:3");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(cells()).hasSize(6).anyMatch(name -> name.startsWith("init-noise-iterations-2-"));

    CommandRun lists = grid("--vary=content-layers=conv4_2;conv3_2=0.3,conv4_2=0.7");
    assertThat(lists.exitCode()).as(lists.err()).isZero();
    assertThat(cells()).hasSize(8);
  }

  @Test
  void finishedPicturesAreNotMadeAgain() throws IOException {
    grid("--vary=seed=1,2,3");
    byte[] sheet = Files.readAllBytes(output);
    Files.delete(folder.resolve("grid.png.cells").resolve(cells().get(0)));

    CommandRun again = grid("--vary=seed=1,2,3");

    assertThat(again.err()).contains("kept from before", "made, 1 of 1");
    assertThat(Files.readAllBytes(output)).isEqualTo(sheet);
  }

  @Test
  void aGridMayBeOfTheSettingsOfAnEarlierResult() {
    Path out = folder.resolve("out.png");
    CommandRun.transfer(content, style, out, "--size", "24", "--style-weight", "7");
    CommandRun run =
        CommandRun.of(
            "grid",
            content.toString(),
            style.toString(),
            "-o",
            output.toString(),
            "--settings-from=" + out,
            "--vary=denoise=0,0.1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Path cell = folder.resolve("grid.png.cells").resolve(cells().get(0));
    assertThat(Objects.requireNonNull(PictureText.read(cell).get("Impasto")))
        .contains("\"size\":24", "\"weight\":7.0");
  }

  @Test
  void whatCannotVaryIsNamed() {
    assertRefused(grid("--vary=style-wieght=1,2"), "no option 'style-wieght'", "style-weight");
    assertRefused(grid("--vary=protect=a.png,b.png"), "--protect takes a file", "a.png");
    assertRefused(grid("--vary=content-mask=a.png"), "--content-mask takes a file");
    assertRefused(grid("--vary=network=vgg19,x"), "one network", "--network");
    assertRefused(grid("--vary=init=content,a.png"), "--init takes a file", "a.png");
    assertRefused(grid("--vary=settings-from=a.png"), "--settings-from takes a file");
    assertRefused(grid("--vary=threads=1,2"), "ask for the same picture", "threads 1", "threads 2");
    assertRefused(grid("--vary=reproducible=true"), "--reproducible takes no value");
    assertRefused(grid("--vary=init=content,nose"), "--init must be", "nose");
    assertRefused(grid("--vary=output=a,b"), "--output takes a file");
    assertRefused(grid("--vary=style-weight=1,1.0"), "ask for the same picture");
    assertRefused(grid("--vary=style-weight=1,1"), "a value twice");
    assertRefused(grid("--vary=style-weight"), "such as style-weight=1,4,16", "'style-weight'");
    assertRefused(grid("--vary=style-weight=1,,2"), "'style-weight=1,,2'");
    assertRefused(grid("--vary=style-weight=1,x"), "'x' is not a number");
    assertRefused(grid("--vary=style-weight=1,-2"), "-2");
    assertRefused(grid("--vary=style-weight=1..9:1"), "FROM..TO:COUNT", "1..9:1");
    assertRefused(grid("--vary=seed=1,2", "--seed=3"), "--seed is given and varied");
    assertRefused(grid("--vary=seed=1,2", "--vary=seed=3,4"), "--seed twice");
    assertRefused(grid("--vary=seed=1,2", "--vary=scales=1,2", "--vary=size=3,4"), "3 times");
    assertRefused(grid(), "'impasto grid' needs", "--vary");
  }

  @Test
  void aGridHasAtMostFourHundredPictures() {
    String many = IntStream.range(0, 21).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertRefused(
        grid("--vary=seed=" + many, "--vary=denoise=0..1:20"), "420 pictures", "at most 400");
    assertRefused(grid("--vary=seed=0..1000:401"), "2 to 400 values");
  }

  private void assertRefused(CommandRun run, String... parts) {
    assertThat(run.err()).startsWith("impasto: ").contains(parts);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(output).doesNotExist();
    assertThat(cells()).isEmpty();
  }
}
