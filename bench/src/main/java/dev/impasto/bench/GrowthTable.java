package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.bench.Table.Column;
import dev.impasto.engine.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How time and memory of an evaluation grow with the pixels: a process of its own for each size.
 */
final class GrowthTable {
  /** From 0.07 to 17 megapixels, doubling. */
  static final List<Integer> SIZES = List.of(256, 362, 512, 724, 1024, 1448, 2048, 2896, 4096);

  /** How much of the memory that is free a measurement may be expected to take. */
  private static final double SHARE_OF_MEMORY = 0.9;

  /** The size that time per pixel is stated relative to; the first one if it is not measured. */
  private static final int REFERENCE = 512;

  private GrowthTable() {}

  static Table measure(List<Integer> sizes, Precision precision)
      throws IOException, InterruptedException {
    List<JsonNode> measured = new ArrayList<>();
    for (int size : sizes) {
      if (fits(size, measured)) {
        measured.add(evaluation(size, precision));
      }
    }
    require(!measured.isEmpty(), "none of the sizes %s was measured", sizes);
    JsonNode reference =
        measured.stream()
            .filter(m -> m.get("size").asInt() == REFERENCE)
            .findFirst()
            .orElse(measured.get(0));
    Table table =
        new Table(
            "growth_" + precision,
            "Growth of loss and gradient, full-width VGG-19 through conv5_1, %s; each size in a"
                    .formatted(precision)
                + " process of its own; time per pixel relative to "
                + reference.get("size").asInt()
                + " px",
            new Column("size", "size (px)", "%d"),
            new Column("runs", "runs", "%d"),
            new Column("ms", "median (ms)", "%.0f"),
            new Column("ns_per_pixel", "ns per pixel", "%.0f"),
            new Column("relative", "relative", "%.3f"),
            new Column("gflops", "GFLOP/s", "%.1f"),
            new Column("share", "share of peak", "%.3f"),
            new Column("megabytes", "memory (MB)", "%d"),
            new Column("megabytes_per_megapixel", "MB per megapixel", "%.0f"));
    for (JsonNode m : measured) {
      long megabytes = m.get("megabytes").asLong();
      table.row(
          m.get("size").asInt(),
          m.get("runs").asInt(),
          m.get("ms").asDouble(),
          nanosecondsPerPixel(m),
          nanosecondsPerPixel(m) / nanosecondsPerPixel(reference),
          m.get("gflops").asDouble(),
          m.get("share").asDouble(),
          megabytes < 0 ? null : megabytes,
          megabytes < 0 ? null : megabytes / (pixels(m) / 1e6));
    }
    return table;
  }

  /** Whether a size is expected to fit in memory, by the last one that was measured. */
  private static boolean fits(int size, List<JsonNode> measured) {
    long free = PeakMemory.available();
    if (free < 0 || measured.isEmpty()) {
      return true;
    }
    JsonNode last = measured.get(measured.size() - 1);
    double expected = last.get("megabytes").asDouble() * size * size / pixels(last);
    boolean fits = expected <= SHARE_OF_MEMORY * free;
    if (!fits) {
      System.out.printf(
          "%dx%d is left out: it would take %.0f MB, and %d MB are free%n",
          size, size, expected, free);
    }
    return fits;
  }

  /** What a table shows of time and of memory, to be drawn. */
  static List<GrowthPlot.Panel> panels(Table table, Precision precision) {
    return List.of(
        panel("time per pixel (ns), " + precision, table, "ns_per_pixel"),
        panel("memory per megapixel (MB), " + precision, table, "megabytes_per_megapixel"));
  }

  private static GrowthPlot.Panel panel(String title, Table table, String key) {
    List<GrowthPlot.Point> points = new ArrayList<>();
    for (Map<String, Object> row : table.rows()) {
      if (row.get("size") instanceof Integer size && row.get(key) instanceof Double value) {
        points.add(new GrowthPlot.Point(size * size / 1e6, value));
      }
    }
    return new GrowthPlot.Panel(title, points);
  }

  private static JsonNode evaluation(int size, Precision precision)
      throws IOException, InterruptedException {
    System.err.printf("measuring an evaluation at %dx%d, %s%n", size, size, precision);
    Path json = Files.createTempFile("impasto-evaluation", ".json");
    try {
      // As much time for each size, about, but three runs at least.
      int runs = (int) Math.min(9, Math.max(3, 9.0 * REFERENCE * REFERENCE / size / size));
      WatchedProcess.run(
          JavaCommand.of(
              Main.class,
              List.of(
                  Integer.toString(size),
                  Integer.toString(runs),
                  "--precision",
                  precision.toString(),
                  "--json",
                  json.toString())),
          Path.of(""),
          Map.of());
      JsonNode measured =
          JsonMapper.shared().readTree(Files.readString(json)).get("evaluation").get(0);
      // At once, as the next size may take minutes, and may fail.
      System.err.printf(
          "%.0f ms, %d MB%n", measured.get("ms").asDouble(), measured.get("megabytes").asLong());
      return measured;
    } finally {
      Files.delete(json);
    }
  }

  private static double pixels(JsonNode measured) {
    double size = measured.get("size").asDouble();
    return size * size;
  }

  private static double nanosecondsPerPixel(JsonNode measured) {
    return measured.get("ms").asDouble() * 1e6 / pixels(measured);
  }
}
