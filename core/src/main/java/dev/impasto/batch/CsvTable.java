package dev.impasto.batch;

import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/** CSV as spreadsheets write it: with commas, semicolons or tabs, and quotes where they must be. */
final class CsvTable {
  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

  /** A first line by which spreadsheets tell each other what separates cells. */
  private static final Pattern TOLD = Pattern.compile("(?i)\"?sep=(.)\"?[,;\t]*(\r\n|\n|\r)");

  private CsvTable() {}

  /**
   * A row that is not blank.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {}

  /**
   * Reads all rows, the header first.
   *
   * @throws InvalidInputException if quotes are not closed, or text follows them
   */
  static List<Row> read(String name, String text) {
    Matcher told = TOLD.matcher(text);
    boolean tells = told.lookingAt();
    String rest = tells ? text.substring(told.end()) : text;
    int before = tells ? 1 : 0;
    char separator = tells ? told.group(1).charAt(0) : separator(rest);
    List<Row> rows = new ArrayList<>();
    int line = 1;
    try (MappingIterator<String[]> all =
        MAPPER
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
            .readValues(rest)) {
      line = all.currentLocation().getLineNr();
      while (all.hasNextValue()) {
        List<String> cells = List.of(all.nextValue());
        if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
          rows.add(new Row(before + line, cells));
        }
        line = all.currentLocation().getLineNr();
      }
    } catch (JacksonException e) {
      throw new InvalidInputException(
          "'%s', line %d: %s".formatted(name, before + line, problem(e)), e);
    }
    return rows;
  }

  private static String problem(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).contains("closing quote")
        ? "the quote that opens a cell here is not closed; a quote within one is written twice"
        : "something follows the quote that closes a cell; a quote within one is written twice";
  }

  /** What is most often in the header, outside of quotes. */
  private static char separator(String text) {
    int[] counts = new int[3];
    String separators = ",;\t";
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        break;
      }
      int which = separators.indexOf(c);
      if (!quoted && which >= 0) {
        counts[which]++;
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return separators.charAt(most);
  }
}
