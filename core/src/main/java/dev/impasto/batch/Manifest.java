package dev.impasto.batch;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of pictures to be made, in a file: JSON lines, each a request as {@link UnreadRequest}
 * reads it with the result's name under {@code "output"}; or a table, CSV, whose header names
 * columns {@code content}, {@code style} (once for each painting), {@code output} and settings. All
 * of it is checked before anything is made, but for what is in the pictures.
 */
public final class Manifest {
  private static final String CONTENT = "content";
  private static final String STYLE = "style";
  private static final String OUTPUT = "output";

  /** Of a value that a message shows. */
  private static final int MOST_CHARACTERS = 60;

  private final String name;
  private final Settings settings;

  /** What rows leave out, and what the columns of a table mean. */
  public interface Settings {
    /** The settings that a table's columns may have. */
    Collection<String> columns();

    /**
     * A request with such settings, of any photograph and one painting.
     *
     * @param given values by the names of columns; none for the settings of rows that have none
     * @throws InvalidInputException if a value cannot be one
     */
    UnreadRequest request(Map<String, String> given);
  }

  private Manifest(String name, Settings settings) {
    this.name = name;
    this.settings = settings;
  }

  /**
   * Reads a manifest; its content tells JSON lines from a table.
   *
   * @throws InvalidInputException if a line asks for nothing that can be made; the message has its
   *     number
   */
  public static List<ManifestRow> read(Path file, Settings settings) {
    return read(file.toString(), bytes(file), settings);
  }

  /**
   * Reads the bytes of a manifest.
   *
   * @param name what messages call it
   */
  public static List<ManifestRow> read(String name, byte[] bytes, Settings settings) {
    Manifest manifest = new Manifest(name, settings);
    String text = ManifestText.of(name, bytes);
    require(!text.isBlank(), "the manifest '%s' is empty: it has a line for each picture", name);
    boolean json =
        text.stripLeading().matches("(?s)[{\\[].*") || name.matches("(?i).*\\.(json|jsonl|ndjson)");
    List<ManifestRow> rows = json ? manifest.lines(text) : manifest.table(text);
    require(!rows.isEmpty(), "the manifest '%s' asks for no picture: it has a header alone", name);
    return rows;
  }

  private static byte[] bytes(Path file) {
    require(!Files.isDirectory(file), "'%s' is a folder, not a manifest", file);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file '%s'".formatted(file), e);
    } catch (IOException e) {
      throw new AccessException("the manifest '%s' cannot be read".formatted(file), e);
    }
  }

  private List<ManifestRow> lines(String text) {
    UnreadRequest usual = settings.request(Map.of());
    List<ManifestRow> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      number++;
      if (!line.isBlank()) {
        int at = number;
        rows.add(located(at, () -> ofJson(at, line, usual)));
      }
    }
    return rows;
  }

  private static ManifestRow ofJson(int number, String line, UnreadRequest usual) {
    ObjectNode row = parsed(line);
    List<String> keys = new ArrayList<>(UnreadRequest.keys());
    keys.add(OUTPUT);
    for (String key : row.propertyNames()) {
      require(
          keys.contains(key),
          "a request has no '%s'; %sit has %s",
          key.replaceAll("\\p{C}+", " "),
          nearest(key, keys),
          String.join(", ", keys));
    }
    JsonNode output = row.remove(OUTPUT);
    boolean named = output != null && !output.isNull();
    require(
        !named || (output.isString() && !output.asString().isBlank()),
        "\"output\" must be the name of a file, not %s",
        shortened(String.valueOf(output)));
    return new ManifestRow(
        number,
        UnreadRequest.read(row.toString(), usual),
        named ? Optional.of(output.asString()) : Optional.empty());
  }

  private static String shortened(String value) {
    return value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS) + "...";
  }

  private static ObjectNode parsed(String line) {
    try {
      if (JsonMapper.shared().readTree(line) instanceof ObjectNode row) {
        return row;
      }
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new InvalidInputException(
          "this is no JSON from column %d on; each line must be one whole JSON object"
              .formatted(column),
          e);
    }
    throw new InvalidInputException("each line must be one whole JSON object, {...}");
  }

  private static String nearest(String written, Collection<String> names) {
    return NamedChoice.nearest(written.toLowerCase(Locale.ROOT), names)
        .map("did you mean %s? "::formatted)
        .orElse("");
  }

  private List<ManifestRow> table(String text) {
    List<CsvTable.Row> all = CsvTable.read(name, text);
    CsvTable.Row header = all.get(0);
    List<String> columns =
        header.cells().stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    located(
        header.line(),
        () -> {
          requireColumns(columns);
          return header;
        });
    Map<Map<String, String>, UnreadRequest> known = new LinkedHashMap<>();
    List<ManifestRow> rows = new ArrayList<>();
    for (CsvTable.Row row : all.subList(1, all.size())) {
      rows.add(located(row.line(), () -> ofCells(row, columns, known)));
    }
    return rows;
  }

  private void requireColumns(List<String> columns) {
    List<String> names = new ArrayList<>(List.of(CONTENT, STYLE, OUTPUT));
    names.addAll(settings.columns());
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      require(
          names.contains(column),
          "there is no column '%s'; %sthere are content, style, output and options of 'impasto"
              + " transfer' without their dashes",
          column.replaceAll("\\p{C}+", " "),
          nearest(column, names));
      require(
          column.equals(STYLE) || columns.indexOf(column) == i,
          "the column '%s' is there twice",
          column);
    }
    for (String column : List.of(CONTENT, STYLE)) {
      require(columns.contains(column), "there is no column '%s' in the header", column);
    }
  }

  private ManifestRow ofCells(
      CsvTable.Row row, List<String> columns, Map<Map<String, String>, UnreadRequest> known) {
    require(
        row.cells().size() <= columns.size(),
        "it has %d cells, and the header %d columns: put quotes around a cell that has the separator"
            + " in it",
        row.cells().size(),
        columns.size());
    Map<String, String> given = new LinkedHashMap<>();
    List<String> styles = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i);
      if (columns.get(i).equals(STYLE) && !cell.isBlank()) {
        styles.add(cell);
      } else if (!cell.isBlank()) {
        given.put(columns.get(i), cell);
      }
    }
    String content = given.remove(CONTENT);
    String output = given.remove(OUTPUT);
    require(content != null, "it has no content, the photograph");
    require(!styles.isEmpty(), "it has no style, the painting");
    given.replaceAll((column, value) -> value.strip());
    UnreadRequest request = known.computeIfAbsent(given, settings::request);
    return new ManifestRow(
        row.line(), request.of(String.valueOf(content), styles), Optional.ofNullable(output));
  }

  /** What is done with one line; a complaint gets its number. */
  private <T> T located(int line, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidInputException e) {
      throw at(name, line, e);
    }
  }

  /** A complaint with the file and the line that it is of. */
  public static InvalidInputException at(String manifest, int line, InvalidInputException e) {
    return new InvalidInputException(
        "'%s', line %d: %s".formatted(manifest, line, e.getMessage()), e);
  }
}
