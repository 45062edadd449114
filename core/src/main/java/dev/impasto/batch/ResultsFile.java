package dev.impasto.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.impasto.internal.file.PathLock;
import dev.impasto.internal.file.WholeFile;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * What a folder's {@code results.jsonl} says of its pictures. Each row is on the disk before the
 * next picture is begun, so that a batch that is killed loses none; {@link #finish} writes all of
 * it in order, and {@link #table} for spreadsheets.
 */
public final class ResultsFile implements AutoCloseable {
  /** The rows as JSON lines. */
  public static final String LINES = "results.jsonl";

  /** The rows as a table. */
  public static final String TABLE = "results.csv";

  /** By which spreadsheets know that it is UTF-8. */
  private static final char MARK = '\ufeff';

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final PathLock lock;
  private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

  private ResultsFile(Path folder, PathLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens that of a folder, which is made if need be.
   *
   * @throws InvalidInputException if another batch writes to the folder, or nobody can
   */
  public static ResultsFile open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be made".formatted(folder), e);
    }
    ResultsFile results =
        new ResultsFile(
            folder,
            PathLock.of(folder.resolve(LINES))
                .orElseThrow(
                    () ->
                        new InvalidInputException(
                            "another batch writes to '%s': wait for its end, or choose another folder"
                                .formatted(folder))));
    try {
      results.read();
      results.write();
    } catch (RuntimeException e) {
      results.close();
      throw e;
    }
    return results;
  }

  /** Rows of JSON; a line that was being written when a batch was killed is none. */
  private void read() {
    Path file = folder.resolve(LINES);
    if (!Files.exists(file)) {
      return;
    }
    try (Stream<String> lines = new String(Files.readAllBytes(file), UTF_8).lines()) {
      lines.map(ResultsFile::row).flatMap(Optional::stream).forEach(this::put);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be read".formatted(file), e);
    }
  }

  private static Optional<ObjectNode> row(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return node instanceof ObjectNode row && row.path(ResultRow.OUTPUT).isString()
          ? Optional.of(row)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void put(ObjectNode row) {
    String output = row.path(ResultRow.OUTPUT).asString("");
    rows.remove(output);
    rows.put(output, row);
  }

  /** Whether there is a row of a result, whatever it says. */
  public synchronized boolean has(String output) {
    return rows.containsKey(output);
  }

  /**
   * Whether a result is there, as it was made, and is what is asked for now.
   *
   * @param key what is asked for; see {@link InputFiles#key}
   */
  public synchronized boolean isDone(String output, String key) {
    JsonNode row = rows.get(output);
    try {
      return row != null
          && row.path(ResultRow.STATUS).asString("").equals(ResultRow.DONE)
          && row.path(ResultRow.KEY).asString("").equals(key)
          && Files.size(folder.resolve(output)) == row.path(ResultRow.BYTES).asLong(-1);
    } catch (IOException e) {
      return false; // there is no such file any more
    }
  }

  /**
   * Adds a row, or replaces the one of the same result.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public synchronized void add(ResultRow row) {
    put(row.node());
    Path file = folder.resolve(LINES);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(channel, row.json() + "\n");
      channel.force(false);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be written".formatted(file), e);
    }
  }

  /**
   * Writes all rows anew, in order.
   *
   * @param order the results of the batch; rows of others stand after these
   */
  public synchronized void finish(Collection<String> order) {
    Map<String, ObjectNode> others = new LinkedHashMap<>(rows);
    rows.clear();
    for (String output : order) {
      ObjectNode row = others.remove(output);
      if (row != null) {
        rows.put(output, row);
      }
    }
    rows.putAll(others);
    write();
  }

  /**
   * Writes the rows as a table.
   *
   * @throws InvalidInputException if it cannot be written, as where a spreadsheet has it open
   */
  public synchronized void table() {
    CsvSchema.Builder columns = CsvSchema.builder().setUseHeader(true);
    ResultRow.COLUMNS.forEach(columns::addColumn);
    List<Map<String, String>> table = new ArrayList<>();
    rows.values().forEach(row -> table.add(cells(row)));
    whole(
        folder.resolve(TABLE),
        MARK + CsvMapper.builder().build().writer(columns.build()).writeValueAsString(table));
  }

  private static Map<String, String> cells(ObjectNode row) {
    Map<String, String> cells = new LinkedHashMap<>();
    ResultRow.COLUMNS.forEach(column -> cells.put(column, row.path(column).asString("")));
    return cells;
  }

  private void write() {
    StringBuilder lines = new StringBuilder();
    rows.values().forEach(row -> lines.append(row).append('\n'));
    whole(folder.resolve(LINES), lines.toString());
  }

  private static void whole(Path file, String text) {
    try {
      WholeFile.write(file, channel -> write(channel, text));
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be written".formatted(file), e);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Lets other batches write to the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
