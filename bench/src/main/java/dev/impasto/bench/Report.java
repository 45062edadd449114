package dev.impasto.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The machine and the tables measured on it: printed as they come, and kept for JSON. */
final class Report {
  private final Map<String, Object> content = new LinkedHashMap<>();

  /** Begins with what the machine is, and what the engine computes with in each precision. */
  Report(List<Precision> precisions) throws IOException {
    content.put("processor", processor());
    content.put("processors", Runtime.getRuntime().availableProcessors());
    content.put("java", Runtime.version().toString());
    content.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    content.put(
        "engine", precisions.stream().map(Report::engine).collect(Collectors.joining("; ")));
    content.forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
  }

  private static String engine(Precision precision) {
    try (Engine engine = Engine.open(0, precision)) {
      return engine.description();
    }
  }

  /** Prints a table and keeps it. */
  void add(Table table) {
    table.print(System.out);
    content.put(table.name(), table.rows());
  }

  /** Writes everything as JSON, as a whole or not at all. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(
        part, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content));
    Files.move(part, file, REPLACE_EXISTING);
  }

  /** The processor's name where the system tells (Linux), else its architecture. */
  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    String otherwise = System.getProperty("os.arch");
    if (!Files.exists(file)) {
      return otherwise;
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
