package dev.impasto.cli;

import dev.impasto.Estimate;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An estimate as it is printed.
 *
 * @param size the longest side that was asked for
 */
record EstimateLine(Estimate estimate, int size) {
  void print(PrintWriter out, boolean json) {
    out.println(json ? json() : text());
    out.flush();
  }

  private String json() {
    Map<String, Number> values = new LinkedHashMap<>();
    values.put("memoryBytes", estimate.memoryBytes());
    values.put("seconds", Math.round(10 * estimate.seconds()) / 10.0);
    values.put("largestSize", estimate.largestSize());
    values.put("folderBytes", estimate.folderBytes());
    return JsonMapper.builder().build().writeValueAsString(values);
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        "about %.0f MB of memory%s%s%nabout %s of time%nlargest size that fits: %s",
        estimate.memoryBytes() / 0x1p20,
        estimate.folderBytes() == 0
            ? ""
            : String.format(Locale.ROOT, " and %.0f MB of files", estimate.folderBytes() / 0x1p20),
        size > estimate.largestSize() ? ", more than there is" : "",
        Watcher.clock(Duration.ofMillis(Math.round(1000 * estimate.seconds()))),
        estimate.largestSize() == 0 ? "none" : estimate.largestSize());
  }
}
