package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How time and memory of an evaluation grow with the pixels: a process of its own for each size.
 */
final class GrowthTable {
  static final List<Integer> SIZES = List.of(256, 512, 1024, 2048);

  /** The size that time per pixel is stated relative to; the first one if it is not measured. */
  private static final int REFERENCE = 512;

  private GrowthTable() {}

  static Table measure(List<Integer> sizes) throws IOException, InterruptedException {
    JsonNode[] measured = new JsonNode[sizes.size()];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = evaluation(sizes.get(i));
    }
    int reference = Math.max(0, sizes.indexOf(REFERENCE));
    Table table =
        new Table(
            "growth",
            "Growth of loss and gradient, full-width VGG-19 through conv5_1; each size in a"
                + " process of its own; time per pixel relative to "
                + sizes.get(reference)
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
          nanosecondsPerPixel(m) / nanosecondsPerPixel(measured[reference]),
          m.get("gflops").asDouble(),
          m.get("share").asDouble(),
          megabytes < 0 ? null : megabytes,
          megabytes < 0 ? null : megabytes / (pixels(m) / 1e6));
    }
    return table;
  }

  private static JsonNode evaluation(int size) throws IOException, InterruptedException {
    System.err.printf("measuring an evaluation at %dx%d%n", size, size);
    Path json = Files.createTempFile("impasto-evaluation", ".json");
    try {
      // As much time for each size, about, but three runs at least.
      int runs = (int) Math.min(9, Math.max(3, 9.0 * REFERENCE * REFERENCE / size / size));
      WatchedProcess.run(
          JavaCommand.of(
              Main.class,
              List.of(Integer.toString(size), Integer.toString(runs), "--json", json.toString())),
          Path.of(""),
          Map.of());
      return JsonMapper.shared().readTree(Files.readString(json)).get("evaluation").get(0);
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
