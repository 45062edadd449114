package dev.impasto.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of values under headings, for people as Markdown and for programs as maps. */
final class Table {
  private final String name;
  private final String title;
  private final List<Column> columns;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param key what programs call it; with its unit
   * @param heading what people read
   * @param format how a value is printed
   */
  record Column(String key, String heading, String format) {}

  /**
   * @param name what programs call the table
   * @param title what people read above it
   */
  Table(String name, String title, Column... columns) {
    this.name = name;
    this.title = title;
    this.columns = List.of(columns);
  }

  String name() {
    return name;
  }

  /** Adds a row: one value for each column, null where there is none. */
  void row(@Nullable Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        row.put(columns.get(i).key(), value);
      }
    }
    rows.add(row);
  }

  /** Each row's values by their columns' keys. */
  List<Map<String, Object>> rows() {
    return rows;
  }

  void print(PrintStream out) {
    List<String[]> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::heading).toArray(String[]::new));
    for (Map<String, Object> row : rows) {
      lines.add(columns.stream().map(c -> text(c, row.get(c.key()))).toArray(String[]::new));
    }
    int[] widths = new int[columns.size()];
    for (String[] line : lines) {
      Arrays.setAll(widths, i -> Math.max(Math.max(widths[i], 3), line[i].length()));
    }
    out.printf("%n%s%n%n", title);
    for (int i = 0; i < lines.size(); i++) {
      print(out, lines.get(i), widths);
      if (i == 0) {
        print(out, rule(widths), widths);
      }
    }
    out.flush();
  }

  private static String text(Column column, @Nullable Object value) {
    return value == null ? "" : column.format().formatted(value);
  }

  /** Names to the left, numbers to the right. */
  private String[] rule(int[] widths) {
    String[] rule = new String[widths.length];
    Arrays.setAll(rule, i -> "-".repeat(widths[i] - 1) + (isNumber(columns.get(i)) ? ":" : "-"));
    return rule;
  }

  private static boolean isNumber(Column column) {
    return !column.format().endsWith("s");
  }

  private void print(PrintStream out, String[] line, int[] widths) {
    StringBuilder text = new StringBuilder("|");
    for (int i = 0; i < line.length; i++) {
      String sign = isNumber(columns.get(i)) ? "" : "-";
      text.append(" %%%s%ds |".formatted(sign, widths[i]).formatted(line[i]));
    }
    out.println(text);
  }
}
