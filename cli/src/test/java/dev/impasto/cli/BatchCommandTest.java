package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many pictures by one command. */
final class BatchCommandTest {
  private final Path folder;
  private final Path photos;
  private final Path out;

  BatchCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    photos = Files.createDirectory(folder.resolve("photos"));
    out = folder.resolve("results");
    TestFiles.picture(photos.resolve("a.png"), 40, 30);
    TestFiles.picture(photos.resolve("b.png"), 30, 40);
    TestFiles.picture(folder.resolve("one.png"), 36, 36);
    TestFiles.picture(folder.resolve("two.png"), 50, 36);
  }

  /** Pictures of 32 pixels that take as little time as can be. */
  private CommandRun batch(String... more) {
    List<String> arguments = new ArrayList<>(List.of("batch", "--out=" + out));
    arguments.addAll(List.of("--size=32", "--iterations=2", "--scales=1", "--precision=f32"));
    for (String argument : more) {
      arguments.add(argument.replace("FOLDER", folder.toString()));
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private CommandRun batchOfAll(String... more) {
    List<String> arguments = new ArrayList<>(List.of("FOLDER/photos", "--style=FOLDER/one.png"));
    arguments.addAll(List.of(more));
    return batch(arguments.toArray(String[]::new));
  }

  private Set<String> made() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      Set<String> names = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .forEach(file -> names.add(out.relativize(file).toString().replace('\\', '/')));
      assertThat(names).contains("results.jsonl", "results.csv");
      names.removeAll(List.of("results.jsonl", "results.csv", "contact-sheet.jpg"));
      return names;
    }
  }

  private List<JsonNode> rows() throws IOException {
    return Files.readAllLines(out.resolve("results.jsonl")).stream()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  private List<String> column(String name) throws IOException {
    return rows().stream().map(row -> row.path(name).asString("")).toList();
  }

  @Test
  void everyPhotographIsMadeInTheMannerOfEveryPainting() throws IOException {
    CommandRun run =
        batch("FOLDER/photos/*.png", "--style=FOLDER/one.png", "--style", "FOLDER/t*.png");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("4 of 4 pictures are in " + out);
    assertThat(made()).containsExactly("a-one.png", "a-two.png", "b-one.png", "b-two.png");
    assertThat(column("output"))
        .containsExactly("a-one.png", "b-one.png", "a-two.png", "b-two.png");
    assertThat(column("status")).containsOnly("done");
    assertThat(PictureReader.read(out.resolve("contact-sheet.jpg")).width()).isGreaterThan(4 * 24);
  }

  @Test
  void eachPictureHasTheBytesThatItHasAlone() throws IOException {
    assertThat(batchOfAll("--style-weight=5", "--threads=1").exitCode()).isZero();
    Path alone = folder.resolve("alone.png");
    CommandRun.of(
        "transfer",
        photos.resolve("b.png").toString(),
        folder.resolve("one.png").toString(),
        "--output=" + alone,
        "--size=32",
        "--iterations=2",
        "--scales=1",
        "--precision=f32",
        "--style-weight=5",
        "--threads=1");

    assertThat(out.resolve("b-one.png")).hasSameBinaryContentAs(alone);
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    batchOfAll();
    Path a = out.resolve("a-one.png");
    Object time = Files.getLastModifiedTime(a);
    CommandRun again = batchOfAll("--parallel=2");
    assertThat(again.err()).contains("2 of 2 pictures are there from before", " 0 made");
    assertThat(Files.getLastModifiedTime(a)).isEqualTo(time);

    TestFiles.picture(photos.resolve("b.png"), 34, 40);
    TestFiles.picture(photos.resolve("c.png"), 34, 40);
    CommandRun changed = batchOfAll();
    assertThat(changed.err()).contains("1 of 3 pictures are there", "3 of 3", " 2 made");

    assertThat(batchOfAll("--seed=3", "--init=noise").err()).contains(" 3 made");
    assertThat(column("output")).containsExactly("a-one.png", "b-one.png", "c-one.png");
  }

  /** A batch may be killed after it has written a picture and before it has noted so. */
  @Test
  void aPictureWithoutARowSaysOfItselfWhatItIs() throws IOException {
    batchOfAll();
    Object time = Files.getLastModifiedTime(out.resolve("a-one.png"));
    Files.delete(out.resolve("results.jsonl"));
    Files.delete(out.resolve("b-one.png"));
    TestFiles.picture(out.resolve("b-one.png"), 8, 8);

    CommandRun again = batchOfAll();
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(Files.getLastModifiedTime(out.resolve("a-one.png"))).isEqualTo(time);
    assertThat(PictureReader.read(out.resolve("b-one.png")).height()).isEqualTo(32);
    assertThat(column("status")).containsExactly("done", "done");
    assertThat(column("evaluations")).containsExactly("", "2");
  }

  @Test
  void aPictureThatCannotBeMadeIsARowWithItsReason() throws IOException {
    Files.writeString(photos.resolve("c.png"), "hello");
    TestFiles.half(photos.resolve("a.png"), photos.resolve("d.png"));
    TestFiles.picture(photos.resolve("e.png"), 8, 40);
    CommandRun run = batchOfAll("--parallel=2", "--quiet");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("2 of 5 pictures").contains("3 could not be made");
    assertThat(made()).containsExactly("a-one.png", "b-one.png");
    assertThat(column("status")).containsExactly("done", "done", "failed", "failed", "failed");
    assertThat(column("problem").get(2)).contains("c.png' is text, not a picture");
    assertThat(column("problem").get(3)).contains("d.png' is a damaged");
    assertThat(column("problem").get(4)).contains("8x40", "at least 16");
    assertThat(Files.readString(out.resolve("results.csv"))).contains("is text, not a picture");

    TestFiles.picture(photos.resolve("c.png"), 40, 40);
    assertThat(batchOfAll().err()).contains("2 of 5 pictures are there from before", " 1 made");
  }

  @Test
  void aManifestMayBeLinesOfJson() throws IOException {
    Files.writeString(
        folder.resolve("jobs.jsonl"),
        """
        {"content": "photos/a.png", "styles": ["one.png"], "output": "sub/x.jpg"}

        {"version": 1, "content": {"name": "photos/b.png"}, "styles": [{"name": "one.png"}, \
        "two.png"], "options": {"size": 24, "loss": {"style": {"weight": 7}}}}
        """);
    CommandRun run =
        batch("--manifest=FOLDER/jobs.jsonl", "--name={n}-{content}-{style}-{size}.{ext}");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(made()).containsExactly("2-b-one+two-24.png", "sub/x.jpg");
    assertThat(rows().get(1).path("height").asInt(0)).isEqualTo(24);
    assertThat(
            Objects.requireNonNull(
                PictureText.read(out.resolve("2-b-one+two-24.png")).get("Impasto")))
        .contains("\"weight\":7.0", "\"iterations\":2");
  }

  @Test
  void aManifestMayBeATable() throws IOException {
    Files.writeString(
        folder.resolve("jobs.csv"),
        """
        \ufeffcontent;style;output;size;style-weight\r
        photos/a.png;one.png;"x; y.png";24;7\r
        photos/b.png;two.png;;;\r
        """);
    CommandRun run = batch("--manifest=FOLDER/jobs.csv", "--style-weight=2", "--seamless=no");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(made()).containsExactly("b-two.png", "x; y.png");
    assertThat(rows().get(0).path("width").asInt(0)).isEqualTo(24);
    assertThat(rows().get(0).at("/request/options/loss/style/weight").asInt(0)).isEqualTo(7);
    assertThat(rows().get(1).at("/request/options/loss/style/weight").asInt(0)).isEqualTo(2);
    assertThat(rows().get(0).at("/request/options/form/seamless").asBoolean(true)).isFalse();
  }

  @Test
  void settingsAreThoseOfTheMainJob() throws IOException {
    TestFiles.picture(folder.resolve("start.png"), 20, 20);
    TestFiles.picture(folder.resolve("mask.png"), 40, 30);
    Files.writeString(
        folder.resolve("jobs.csv"), "content,style,size\nphotos/a.png,one.png,full\n");
    CommandRun run =
        batch(
            "--manifest=FOLDER/jobs.csv",
            "--max-megapixels=0.0009",
            "--init=FOLDER/start.png",
            "--protect=FOLDER/mask.png",
            "--style-scale=0.5",
            "--normalize-gradients=yes");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode row = rows().get(0);
    assertThat(row.path("width").asInt(0)).isEqualTo(34);
    assertThat(row.at("/request/start/name").asString("")).endsWith("start.png");
    assertThat(row.at("/request/masks/protect/name").asString("")).endsWith("mask.png");
    assertThat(row.at("/request/options/styleFit/scale").asDouble(0)).isEqualTo(0.5);
    assertThat(row.path("sha256").size()).isEqualTo(4);
    assertThat(PictureText.read(out.resolve("a-one.png"))).containsKey("Impasto");
  }

  @Test
  void settingsOfAnEarlierResultAreThoseOfABatch() throws IOException {
    batchOfAll("--style-weight=9");
    Path earlier = Files.copy(out.resolve("a-one.png"), folder.resolve("earlier.png"));
    Files.delete(out.resolve("results.jsonl"));
    CommandRun run =
        CommandRun.of(
            "batch",
            photos.toString(),
            "--style=" + folder.resolve("two.png"),
            "--out=" + out,
            "--settings-from=" + earlier);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(rows().get(0).at("/request/options/loss/style/weight").asInt(0)).isEqualTo(9);
    assertThat(rows().get(0).at("/run/precision").asString("")).isEqualTo("f32");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FOLDER/photos | needs --style",
        "--style=FOLDER/one.png | needs CONTENT",
        "FOLDER/photos --style=FOLDER/one.png --manifest=x | leave out 'FOLDER/photos'",
        "FOLDER/none.png --style=FOLDER/one.png | there is no file 'FOLDER/none.png'",
        "FOLDER/none/*.png --style=FOLDER/one.png | there is no folder 'FOLDER/none'",
        "FOLDER/*.jpg --style=FOLDER/one.png | no picture is called like 'FOLDER/*.jpg'",
        "FOLDER/photos --style=FOLDER/none.png | there is no file 'FOLDER/none.png'",
        "FOLDER/photos --style=FOLDER/one.png --name={conten}.png | did you mean content?",
        "FOLDER/photos --style=FOLDER/one.png --name=x.png | one and the same result, 'x.png'",
        "FOLDER/photos --style=FOLDER/one.png --name={n}-NUL/aux.png | keeps for a device",
        "FOLDER/photos --style=FOLDER/one.png --name={n}.gif | end it in .png",
        "FOLDER/photos --style=FOLDER/one.png --name=results.jsonl | the batch itself",
        "FOLDER/photos --style=FOLDER/one.png --name=contact-sheet-{n}.jpg | a sheet of the batch",
        "FOLDER/photos --style=FOLDER/one.png --parallel=0 | must be 1 or more, not 0",
        "FOLDER/photos --style=FOLDER/one.png --seed=x | 'x'",
        "FOLDER/photos --style=FOLDER/one.png --style-weight=-1 | -1",
        "FOLDER/photos --style=FOLDER/one.png --protect=FOLDER/no.png | there is no file 'FOLDER/no.png'",
        "FOLDER/photos --style=FOLDER/one.png --network=vgg-none | 'vgg-none'",
        "FOLDER/photos --style=FOLDER/one.png --bits=7 | not 7"
      })
  void whatCannotBeUsedIsToldBeforeAnythingIsMade(String arguments, String problem) {
    assertRefused(batch(arguments.split(" ")), problem.replace("FOLDER", folder.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"content\": \"photos/a.png\", \"styles\": [\"no.png\"]} | there is no file '",
        "{\"content\": \"photos\", \"styles\": [\"one.png\"]} | is a folder, not a picture",
        "{\"content\": \"photos/a.png\", \"styls\": [\"one.png\"]} | did you mean styles?",
        "{\"content\": \"photos/a.png\", \"styles\": [\"one.png\"], \"output\": \"FIRST.png\"} | one file on some systems",
        "{\"content\": \"photos/a.png\", \"styles\": [\"one.png\"], \"output\": \"con.png\"} | keeps for a device",
        "{\"content\": \"photos/a.png\", \"styles\": [\"one.png\"], \"output\": \"../x.png\"} | must lie in the output folder",
        "{\"content\": \"photos/a.png\", \"styles\": [\"one.png\"], \"output\": \"x.bmp\"} | end it in .png",
        "{\"content\": \"photos/a.png\" | no JSON"
      })
  void aLineOfAManifestIsNamedByItsNumber(String line, String problem) throws IOException {
    Path manifest = folder.resolve("jobs.jsonl");
    Files.writeString(
        manifest,
        "{\"content\": \"photos/b.png\", \"styles\": [\"one.png\"], \"output\": \"first.png\"}\n\n"
            + line.strip());

    assertRefused(batch("--manifest=" + manifest), "'" + manifest + "', line 3: ", problem);
  }

  @Test
  void aSettingOfATableIsNamedByItsLine() throws IOException {
    Path manifest = folder.resolve("jobs.csv");
    Files.writeString(manifest, "content,style,size\nphotos/a.png,one.png,x\n");
    assertRefused(batch("--manifest=" + manifest), "line 2: ", "--size: 'x' is not a whole number");

    Files.writeString(manifest, "content,style,preset\nphotos/a.png,one.png,paper\n");
    assertRefused(batch("--manifest=" + manifest), "line 2: ", "another network", "--preset");

    Files.writeString(manifest, "content,style,styel-weight\nphotos/a.png,one.png,3\n");
    assertRefused(batch("--manifest=" + manifest), "line 1: ", "did you mean style-weight?");
  }

  @Test
  void resultsNeverReplaceWhatTheyAreMadeOf() {
    String style = "--style=" + folder.resolve("one.png");
    assertRefused(
        CommandRun.of("batch", photos.toString(), style, "--out=" + photos),
        "'%s' is that of '%s'".formatted(photos, photos.resolve("a.png")));
    assertRefused(
        CommandRun.of("batch", photos.toString(), style, "--out=" + folder),
        "is that of",
        "one.png");
    Path other = folder.resolve("other");
    assertThat(other.toFile().mkdir()).isTrue();
    TestFiles.picture(other.resolve("one.png"), 36, 36);
    assertRefused(
        CommandRun.of(
            "batch",
            photos.toString(),
            "--style=" + other.resolve("one.png"),
            "--out=" + folder,
            "--name=photos/{content}.png"),
        "the result 'photos/a.png' would replace");
  }

  private void assertRefused(CommandRun run, String... parts) {
    assertThat(run.err()).startsWith("impasto: ").contains(parts);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
