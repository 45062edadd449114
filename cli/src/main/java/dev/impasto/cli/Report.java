package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.Picture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --json} prints. */
final class Report {
  private final Map<String, String> settings;
  private final long began = System.nanoTime();
  private @Nullable Progress last;

  Report(Map<String, String> settings) {
    this.settings = settings;
  }

  void progressed(Progress progress) {
    last = progress;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  String json(
      Path content,
      Path style,
      Path output,
      Picture result,
      StyleTransfer transfer,
      boolean stoppedEarly) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", Version.text());
    report.put("engine", transfer.engine().description());
    report.put("network", transfer.network().name());
    report.put("content", content.toString());
    report.put("style", style.toString());
    report.put("output", output.toString());
    report.put("width", result.width());
    report.put("height", result.height());
    report.put("seconds", elapsed().toMillis() / 1000.0);
    report.put("evaluations", last == null ? 0 : last.evaluations());
    report.put("stoppedEarly", stoppedEarly);
    if (last != null) {
      Map<String, Object> losses = new LinkedHashMap<>();
      losses.put("total", last.totalLoss());
      losses.put("content", last.contentLoss());
      losses.put("style", last.styleLoss());
      losses.put("tv", last.tvLoss());
      report.put("loss", losses);
    }
    report.put("settings", settings);
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(report);
  }
}
