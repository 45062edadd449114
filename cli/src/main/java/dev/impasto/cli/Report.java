package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.Picture;
import dev.impasto.request.RequestJson;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What there is to say of a run that made one picture: its last line, and what --json prints. */
final class Report {
  /** The number of a report's form. */
  static final String FORM = "report";

  /** The newest form that this program knows. */
  static final int NEWEST = 1;

  private final PictureRun.Job job;
  private final long began = System.nanoTime();
  private final double start = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
  private final LossHistory history = new LossHistory();
  private double made;
  private @Nullable Progress first;
  private @Nullable Progress last;
  private Optional<Picture> result = Optional.empty();
  private Optional<ResultFile> written = Optional.empty();
  private Optional<String> failure = Optional.empty();
  private boolean stoppedEarly;
  private boolean resumable;

  /** Begins. */
  Report(PictureRun.Job job) {
    this.job = job;
  }

  void progressed(Progress progress) {
    if (first == null || first.at().scale() != progress.at().scale()) {
      first = progress;
    }
    last = progress;
    history.progressed(progress);
  }

  /** The result is there, and is to be written. */
  void made() {
    made = elapsed().toMillis() / 1000.0;
  }

  /**
   * The run was asked to end early.
   *
   * @param kept whether there is a checkpoint to go on from
   */
  void stopped(boolean kept) {
    stoppedEarly = true;
    resumable = kept;
  }

  /**
   * The result is written.
   *
   * @param reason why the run itself ended early, if it did
   */
  void finished(Picture picture, ResultFile file, Optional<String> reason) {
    result = Optional.of(picture);
    written = Optional.of(file);
    failure = reason;
  }

  private Path file() {
    return written().file();
  }

  private Optional<String> problem() {
    return written.flatMap(ResultFile::problem);
  }

  /** Whether the result is what was asked for, and where. */
  boolean isAsExpected() {
    return !stoppedEarly && code() == 0;
  }

  /** What the program ends with, if nothing from outside has ended the run. */
  int code() {
    return failure.isPresent() ? Main.ENDED_EARLY : problem().isPresent() ? Main.INTERNAL_ERROR : 0;
  }

  private Picture result() {
    return result.orElseThrow();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** In decibels, against the original. */
  private Optional<Double> psnr() {
    int width = result().width();
    int height = result().height();
    return job.original().map(picture -> result().psnr(picture.onWhite().resized(width, height)));
  }

  /**
   * Where the result is.
   *
   * @param output where it was asked for
   * @param more what else there is to say of it
   */
  String line(Path output, String more) {
    return "%s%s %s: %dx%d in %s%s%s"
        .formatted(
            problem().map(reason -> reason + ". ").orElse(""),
            stoppedEarly || failure.isPresent() ? "Stopped early; wrote" : "Wrote",
            file(),
            result().width(),
            result().height(),
            Watcher.clock(elapsed()),
            more,
            failure
                .map(reason -> "; " + reason + ", and this is the best picture so far")
                .or(
                    () ->
                        Optional.of(
                                "; impasto resume %s goes on from there"
                                    .formatted(RunRecorder.checkpoint(output)))
                            .filter(say -> resumable))
                .orElse(""));
  }

  /** How far the loss has fallen, at the last size, and how near the result is to the original. */
  String convergence() {
    double from = first == null ? Double.NaN : first.totalLoss();
    double to = last == null ? Double.NaN : last.totalLoss();
    return String.format(
            Locale.ROOT,
            "; the loss fell from %.3g to %.3g, %.2g %% of it",
            from,
            to,
            100 * to / from)
        + psnr().map(decibels -> String.format(Locale.ROOT, "; PSNR %.1f dB", decibels)).orElse("");
  }

  /**
   * All that is kept.
   *
   * @param run how it was run, by the names of options
   * @param command what makes it again
   */
  RunRecord kept(StyleTransfer transfer, Map<String, String> run, String command) {
    double written = elapsed().toMillis() / 1000.0;
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("start", start);
    times.put("run", made);
    times.put("write", written - made);
    times.put("total", start + written);
    return new RunRecord(job, result(), written(), summary(transfer, run), history, times, command);
  }

  private ResultFile written() {
    return written.orElseThrow();
  }

  /**
   * What there is to say, but for the losses on the way.
   *
   * @param run how it was run, by the names of options
   */
  Map<String, Object> summary(StyleTransfer transfer, Map<String, String> run) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", Version.text());
    report.put("engine", transfer.engine().description());
    report.put("precision", transfer.engine().precision().toString());
    report.put("instructions", transfer.engine().instructions());
    report.put("threads", transfer.engine().threads());
    report.put("java", System.getProperty("java.runtime.version"));
    report.put("network", transfer.network().name());
    job.sources().forEach((name, file) -> report.put(name, file.toString()));
    report.put("output", file().toString());
    report.put("width", result().width());
    report.put("height", result().height());
    report.put("seconds", elapsed().toMillis() / 1000.0);
    report.put("evaluations", last == null ? 0 : last.at().evaluations());
    report.put("stoppedEarly", stoppedEarly || failure.isPresent());
    failure.ifPresent(reason -> report.put("failure", reason));
    if (first != null && last != null) {
      report.put("firstLoss", losses(first));
      report.put("loss", losses(last));
    }
    psnr().ifPresent(decibels -> report.put("psnr", decibels));
    report.put("run", run);
    report.put("request", JsonMapper.shared().readTree(RequestJson.write(job.request())));
    return report;
  }

  private static Map<String, Double> losses(Progress progress) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("total", progress.totalLoss());
    losses.putAll(progress.losses().values());
    return losses;
  }
}
