package dev.impasto.batch;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what is read of a manifest, and what is said of one that asks for the impossible. */
final class ManifestTest {
  static final Manifest.Settings SETTINGS =
      new Manifest.Settings() {
        @Override
        public Collection<String> columns() {
          return List.of("size", "style-weight");
        }

        @Override
        public UnreadRequest request(Map<String, String> given) {
          TransferOptions options =
              TransferOptions.defaults().withSize(size(given.getOrDefault("size", "96")));
          return UnreadRequest.of(
              new TransferRequest(
                  UnreadRequest.standIn("content"),
                  List.of(StyleSource.of(UnreadRequest.standIn("style"))),
                  Optional.empty(),
                  options));
        }
      };

  private static int size(String text) {
    InvalidInputException.require(text.matches("[0-9]{1,9}"), "the size is a number, not a word");
    return Integer.parseInt(text);
  }

  private static List<ManifestRow> read(String text) {
    return Manifest.read("jobs", text.getBytes(UTF_8), SETTINGS);
  }

  private static ManifestRow only(String text) {
    List<ManifestRow> rows = read(text);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static int size(ManifestRow row) {
    return row.request().load(name -> UnreadRequest.standIn(name).picture()).options().size();
  }

  @Test
  void aLineIsARequestWithTheNameOfItsResult() {
    ManifestRow row =
        only(
            "{\"version\": 1, \"content\": {\"name\": \"a b.jpg\"}, \"styles\": [{\"name\":"
                + " \"x.jpg\", \"weight\": 2}, \"y.jpg\"], \"options\": {\"size\": 48},"
                + " \"output\": \"sub/one.png\"}\n");

    assertThat(row.line()).isEqualTo(1);
    assertThat(row.output()).contains("sub/one.png");
    assertThat(row.request().content()).isEqualTo("a b.jpg");
    assertThat(row.request().styles()).containsExactly("x.jpg", "y.jpg");
    assertThat(size(row)).isEqualTo(48);
  }

  @Test
  void whatALineLeavesOutIsAsUsual() {
    ManifestRow row = only("{\"content\": \"a.jpg\", \"styles\": [\"x.jpg\"]}");

    assertThat(row.output()).isEmpty();
    assertThat(size(row)).isEqualTo(96);
  }

  @Test
  void sizesThatDependOnThePhotographStayAsTheyAre() {
    ManifestRow row =
        only(
            "{\"content\": \"a.jpg\", \"styles\": [\"x.jpg\"], \"options\": {\"size\": \"full\","
                + " \"maxMegapixels\": 0.001}}");

    assertThat(row.request().json()).contains("\"size\":\"full\"", "\"maxMegapixels\":0.001");
    assertThat(size(row)).isEqualTo(31);
  }

  @Test
  void linesAreCountedWithBlankOnes() {
    assertThat(
            read(
                "\ufeff{\"content\": \"a\", \"styles\": [\"x\"]}\r\n\r\n"
                    + "{\"content\": \"b\", \"styles\": [\"x\"]}"))
        .extracting(ManifestRow::line)
        .containsExactly(1, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"content\": \"a\"| no JSON from column | whole JSON object",
        "[]| whole JSON object | {...}",
        "{\"contnet\": \"a\"}| has no 'contnet' | did you mean content?",
        "{\"content\": \"a\", \"ouput\": \"b\"}| has no 'ouput' | did you mean output?",
        "{\"content\": \"a\", \"styles\": [\"x\"], \"output\": 3}| \"output\" must be | 3",
        "{\"styles\": [\"x\"]}| has no \"content\" | photograph",
        "{\"content\": \"a\"}| there must be a style picture | ",
        "{\"content\": {}, \"styles\": [\"x\"]}| has no \"name\" | ",
        "{\"content\": \"a\", \"styles\": [\"x\"], \"options\": {\"szie\": 3}}| no 'szie' | mean size?",
        "{\"content\": \"a\", \"styles\": [\"x\"], \"options\": {\"size\": 3}}| at least 16 | not 3",
        "{\"content\": \"a\", \"styles\": [\"x\"], \"options\": 3}| must be a JSON object | not 3",
        "{\"content\": \"a\", \"styles\": \"x\"}| styles must be a list | x",
        "{\"content\": \"a\", \"styles\": [\"x\"], \"masks\": {\"regoins\": []}}| 'regoins' | mean regions?",
        "{\"version\": 7, \"content\": \"a\", \"styles\": [\"x\"]}| version 7 | knows version 1"
      })
  void aLineThatIsWrongIsNamedByItsNumber(String line, String problem, String advice) {
    assertThatThrownBy(() -> read("{\"content\": \"a\", \"styles\": [\"x\"]}\n\n" + line))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("'jobs', line 3: ")
        .hasMessageContainingAll(problem, advice == null ? "" : advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void aTableIsReadAsSpreadsheetsWriteIt(String separator) {
    String table =
        String.join(separator, "Content", "style", "output", "size")
            + "\r\n"
            + String.join(separator, "\"a,;\t\"\"b\"\".jpg\"", "x.jpg", "\"one\r\ntwo.png\"", "48")
            + "\r\n"
            + separator.repeat(3)
            + "\r\n"
            + String.join(separator, "b.jpg", "y.jpg")
            + "\r\n";

    for (byte[] bytes :
        List.of(
            table.getBytes(UTF_8),
            ("\ufeff" + table).getBytes(UTF_8),
            ("\ufeff" + table).getBytes(UTF_16LE))) {
      List<ManifestRow> rows = Manifest.read("jobs", bytes, SETTINGS);

      assertThat(rows).extracting(ManifestRow::line).containsExactly(2, 5);
      assertThat(rows.get(0).request().content()).isEqualTo("a,;\t\"b\".jpg");
      assertThat(rows.get(0).output()).contains("one\r\ntwo.png");
      assertThat(rows).extracting(ManifestTest::size).containsExactly(48, 96);
      assertThat(rows.get(1).request().styles()).containsExactly("y.jpg");
      assertThat(rows.get(1).output()).isEmpty();
    }
  }

  @Test
  void aTableMaySayWhatSeparatesItsCells() {
    ManifestRow row = only("sep=;\r\ncontent;style\r\na,b.jpg;x.jpg\r\n");

    assertThat(row.line()).isEqualTo(3);
    assertThat(row.request().content()).isEqualTo("a,b.jpg");
  }

  @Test
  void severalColumnsOfStylesAreSeveralPaintings() {
    assertThat(only("content,style,style\na,x,y\n").request().styles()).containsExactly("x", "y");
    assertThat(only("content,style,style\na,,y\n").request().styles()).containsExactly("y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "content,style,szie~a,x,3| line 1: there is no column 'szie' | mean size?",
        "content,style,size,size~a,x,3,4| line 1: the column 'size' is there twice | ",
        "content,size~a,3| line 1: there is no column 'style' | ",
        "content,style~a| line 2: it has no style | ",
        "content,style~,x| line 2: it has no content | ",
        "content,style~a,x~~b,x,y| line 4: it has 3 cells | 2 columns",
        "content,style~a,x~\"b,x~c,x| line 3: the quote | not closed",
        "content,style~\"a\"b,x| line 2: something follows the quote | twice",
        "content,style| asks for no picture | header",
        "' '| is empty | "
      })
  void aTableThatIsWrongIsNamedByItsLine(String table, String problem, String advice) {
    assertThatThrownBy(() -> read(table.replace('~', '\n').replace("'", "")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("'jobs'", problem, advice == null ? "" : advice);
  }

  @Test
  void bytesThatAreNoTextAreNamedByTheirLine() {
    byte[] bytes = "content,style\na,x\nb?,x\n".getBytes(UTF_8);
    bytes[19] = (byte) 0xe4;

    assertThatThrownBy(() -> Manifest.read("jobs.csv", bytes, SETTINGS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("'jobs.csv', line 3", "UTF-8");
  }
}
