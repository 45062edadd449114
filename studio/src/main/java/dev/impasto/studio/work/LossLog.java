package dev.impasto.studio.work;

import dev.impasto.Progress;
import dev.impasto.problem.AccessException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The losses at a run's iterates, in a file of a line each, which grows. Where a run goes on from a
 * checkpoint, its lines come again, and the earlier ones no longer count.
 */
final class LossLog implements AutoCloseable {
  /** Lines wait in memory so long: a full disk or a slow one does not hold up a run. */
  private static final long WAIT = 2_000_000_000L;

  static final String TOTAL = "total";

  private final BufferedWriter out;
  private long flushed = System.nanoTime();
  private boolean broken;

  LossLog(Path file) {
    try {
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be written".formatted(file), e);
    }
  }

  /** Adds an iterate. */
  void add(Progress progress) {
    if (broken) {
      return;
    }
    ObjectNode line = JobSpec.MAPPER.createObjectNode();
    line.put("e", progress.at().evaluations());
    line.put("s", progress.at().scale());
    line.put("i", progress.at().iteration());
    line.set("l", JobSpec.MAPPER.valueToTree(values(progress)));
    try {
      out.write(line + "\n");
      if (System.nanoTime() - flushed > WAIT) {
        out.flush();
        flushed = System.nanoTime();
      }
    } catch (IOException e) {
      broken = true; // the picture matters more
    }
  }

  /** The whole loss and its parts by their names. */
  static Map<String, Double> values(Progress progress) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(TOTAL, progress.totalLoss());
    values.putAll(progress.losses().values());
    return values;
  }

  /** Reads a file as the page wants it: a list of values for each name. */
  static ObjectNode read(Path file) {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (String text : Files.readAllLines(file)) {
          JsonNode line = JobSpec.MAPPER.readTree(text);
          int evaluations = line.path("e").asInt();
          while (!lines.isEmpty() && last(lines).path("e").asInt() >= evaluations) {
            lines.remove(lines.size() - 1);
          }
          lines.add(line);
        }
      } catch (IOException | JacksonException e) {
        // A line that was cut; those before it stand.
      }
    }
    return table(lines);
  }

  private static JsonNode last(List<JsonNode> lines) {
    return lines.get(lines.size() - 1);
  }

  private static ObjectNode table(List<JsonNode> lines) {
    Set<String> names = new LinkedHashSet<>();
    lines.forEach(line -> names.addAll(line.path("l").propertyNames()));
    ObjectNode table = JobSpec.MAPPER.createObjectNode();
    ArrayNode named = table.putArray("names");
    names.forEach(named::add);
    ArrayNode iterations = table.putArray("iterations");
    ArrayNode scales = table.putArray("scales");
    lines.forEach(
        line -> {
          iterations.add(line.path("e").asInt());
          scales.add(line.path("s").asInt());
        });
    ArrayNode values = table.putArray("values");
    for (String name : names) {
      ArrayNode row = values.addArray();
      lines.forEach(line -> row.add(line.path("l").get(name)));
    }
    return table;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      broken = true;
    }
  }
}
