package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureText;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings that are taken out of an earlier result. */
final class SettingsFromTest {
  private final Path folder;
  private final Path content;
  private final Path style;
  private final Path out;
  private final Path again;

  SettingsFromTest(@TempDir Path folder) {
    this.folder = folder;
    content = TestFiles.picture(folder.resolve("content.png"), 40, 30);
    style = TestFiles.picture(folder.resolve("style.png"), 30, 26);
    out = folder.resolve("out.png");
    again = folder.resolve("again.png");
  }

  private CommandRun transfer(Path output, String... more) {
    return transfer(List.of(content, style), output, more);
  }

  private static CommandRun transfer(List<Path> pictures, Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("transfer"));
    pictures.forEach(picture -> arguments.add(picture.toString()));
    arguments.addAll(List.of("-o", output.toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static void assertMade(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void assertRefused(CommandRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("impasto: ").contains(parts);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(again).doesNotExist();
  }

  private String from(Path file) {
    return "--settings-from=" + file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--style-weight=7 --content-layers=conv3_2=0.3,conv4_2=0.7 --style-scale=1.5",
        "--preset=gatys-code --init=noise --seed=9 --optimizer=adam",
        "--threads=1 --precision=f32",
        "--color=luminance --style-loss=moments --seamless=no"
      })
  void settingsOfAPngMakeTheSameBytesAgain(String options) {
    List<String> all = new ArrayList<>(List.of("--size=32", "--iterations=2"));
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(all::add);
    assertMade(transfer(out, all.toArray(String[]::new)));

    assertMade(transfer(again, from(out)));

    assertThat(again).hasSameBinaryContentAs(out);
  }

  @Test
  void settingsOfAJpegMakeTheSameBytesAgain() {
    Path first = folder.resolve("first.jpg");
    Path second = folder.resolve("second.jpeg");
    assertMade(transfer(first, "--size=32", "-n2", "--quality=71"));

    assertMade(transfer(second, from(first)));

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void severalPaintingsKeepTheirWeightsAndSizes() {
    List<Path> pictures = List.of(content, style, content);
    assertMade(transfer(pictures, out, "--size=32", "-n2", "--blend=3,1", "--style-scale=1,1.5"));

    assertMade(transfer(pictures, again, from(out)));
    assertThat(again).hasSameBinaryContentAs(out);

    assertThat(again.toFile().delete()).isTrue();
    assertRefused(transfer(again, from(out)), "those of 2 paintings", "there is 1", "--blend");
  }

  @Test
  void masksAndStartAreFoundBesideTheResult() throws IOException {
    Path mask = half(folder.resolve("mask.png"));
    Path start = TestFiles.picture(folder.resolve("start.png"), 20, 15);
    assertMade(
        transfer(
            out,
            "--size=32",
            "-n2",
            "--content-mask=" + mask,
            "--region-weight=2",
            "--mask-mode=all",
            "--style-loss=gram",
            "--init=" + start));

    assertMade(transfer(again, from(out)));
    assertThat(again).hasSameBinaryContentAs(out);

    Files.delete(again);
    Files.delete(mask);
    assertRefused(transfer(again, from(out)), "'mask.png'", "is gone", "--content-mask");
    half(mask);
    TestFiles.picture(start, 21, 15);
    assertRefused(transfer(again, from(out)), start.toString(), "has changed", "SHA-256");
  }

  /** A mask whose left half is white. */
  private static Path half(Path file) {
    float[] rgb = new float[3 * 40 * 30];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i / 3 % 40 < 20 ? 1 : 0;
    }
    PictureWriter.write(new Picture(40, 30, rgb), file);
    return file;
  }

  @Test
  void settingsTakenFromAReportOnStandardOutputMakeTheSameBytesAgain() throws IOException {
    CommandRun run = transfer(out, "--size=32", "-n2", "--style-weight=3", "--json", "-q");
    assertMade(run);
    Path report = Files.writeString(folder.resolve("report.json"), run.out());

    assertMade(transfer(again, from(report)));

    assertThat(again).hasSameBinaryContentAs(out);
  }

  @Test
  void optionsGivenBesideChangeWhatWasTaken() {
    assertMade(transfer(out, "--size=32", "-n2", "--style-weight=7"));

    CommandRun run = transfer(again, from(out), "--size=24", "--json", "-q");

    assertMade(run);
    JsonNode options = JsonMapper.shared().readTree(run.out()).get("request").get("options");
    assertThat(options.get("size").asInt()).isEqualTo(24);
    assertThat(options.get("schedule").get("iterations").asInt()).isEqualTo(2);
    assertThat(options.get("loss").get("style").get("weight").asDouble()).isEqualTo(7);
  }

  @Test
  void otherPicturesMayBeMadeWithThem() {
    assertMade(transfer(out, "--size=32", "-n2"));
    Path other = TestFiles.picture(folder.resolve("other.png"), 36, 30);

    assertMade(transfer(List.of(other, style), again, from(out)));
  }

  @Test
  void aPictureThatHasChangedIsNamed() {
    assertMade(transfer(out, "--size=32", "-n2"));
    TestFiles.picture(content, 41, 30);

    assertRefused(
        transfer(again, from(out)), content.toString(), "has changed", "under another name");
  }

  @Test
  void aNetworkThatIsGoneOrChangedIsNamed() throws IOException {
    Path network = folder.resolve("small.safetensors");
    Network embedded = Network.embedded();
    NetworkFile.write(embedded, network);
    assertMade(transfer(out, "--size=32", "-n2", "--network=" + network));
    assertMade(transfer(again, from(out)));
    assertThat(again).hasSameBinaryContentAs(out);
    Files.delete(again);

    embedded.convolution(embedded.layers().get(0)).bias()[0] += 1;
    NetworkFile.write(embedded, network);
    assertRefused(transfer(again, from(out)), "has changed", "SHA-256", "--network");
    Files.delete(network);
    assertRefused(transfer(again, from(out)), "is gone", "small.safetensors", "--network");
    assertMade(transfer(again, from(out), "--network=" + embedded.name()));
  }

  @Test
  void aFileWithoutSettingsIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing");
    Path json = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    Path cut = Files.writeString(folder.resolve("cut.json"), "{\"request\": {\"version\"");

    assertRefused(
        transfer(again, from(text)), text.toString(), "no settings", "a result or a report");
    assertRefused(transfer(again, from(json)), json.toString(), "no settings");
    assertRefused(transfer(again, from(content)), content.toString(), "no settings");
    assertRefused(transfer(again, from(cut)), cut.toString(), "damaged");
    assertRefused(transfer(again, from(folder)), "is a folder");
    assertRefused(
        transfer(again, from(folder.resolve("none.png"))), "there is no file", "none.png");
  }

  @Test
  void settingsOfANewerFormAreRefused() throws IOException {
    assertMade(transfer(out, "--size=32", "-n2"));
    String text = Files.readString(out, StandardCharsets.ISO_8859_1);
    Path newer = folder.resolve("newer.png");
    Files.writeString(
        newer, text.replace("{\"version\":1,", "{\"version\":9,"), StandardCharsets.ISO_8859_1);
    Path report =
        Files.writeString(folder.resolve("newer.json"), "{\"report\": 7, \"request\": {}}");

    assertRefused(transfer(again, from(newer)), newer.toString(), "version 9", "version 1");
    assertRefused(transfer(again, from(report)), report.toString(), "form 7", "form 1");
  }

  @Test
  void picturesWrittenByTheLibraryKeepTheirSettingsToo() {
    assertMade(transfer(out, "--size=32", "-n2"));
    Path copy = folder.resolve("copy.jpg");
    PictureWriter.write(
        new Picture(1, 1, new float[3]),
        copy,
        PictureWriter.Options.DEFAULT.withText(PictureText.read(out)));

    assertMade(transfer(again, from(copy)));

    assertThat(again).hasSameBinaryContentAs(out);
  }
}
