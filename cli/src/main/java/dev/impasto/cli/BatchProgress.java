package dev.impasto.cli;

import dev.impasto.batch.ResultRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Shows how far a whole batch is, whichever threads make its pictures. */
final class BatchProgress {
  /** Pictures: the first steps take longer than others. */
  private static final double LEAST_TO_JUDGE_BY = 0.2;

  private final ProgressLine line;
  private final long began = System.nanoTime();
  private final Map<String, Double> underWay = new HashMap<>();
  private int all;
  private int before;
  private int made;
  private int failed;

  BatchProgress(ProgressLine line) {
    this.line = line;
  }

  /** There is so much to do, and a part of it has been done before. */
  synchronized void begin(int pictures, int kept, String computing) {
    all = pictures;
    before = kept;
    line.say(computing);
    if (kept > 0) {
      line.say("%d of %d pictures are there from before".formatted(kept, pictures));
    }
  }

  /** A picture is under way, 0 to 1. */
  synchronized void progressed(String output, double fraction) {
    underWay.put(output, fraction);
    show(line.isDue());
  }

  /** A picture has come to its end. */
  synchronized void finished(ResultRow row) {
    underWay.remove(row.output());
    made += row.isDone() ? 1 : 0;
    failed += row.isDone() ? 0 : 1;
    row.problem().ifPresent(problem -> line.say("%s: %s".formatted(row.output(), problem)));
    show(line.isDue() || before + made + failed == all);
  }

  /** A picture has been ended early. */
  synchronized void stopped(String output) {
    underWay.remove(output);
  }

  private void show(boolean due) {
    if (!due) {
      return;
    }
    double now = made + failed + underWay.values().stream().mapToDouble(f -> f).sum();
    String left =
        now >= LEAST_TO_JUDGE_BY && before + now < all
            ? "  %s left".formatted(Watcher.clock(remaining(elapsed(), now)))
            : "";
    line.show(
        all == 0 ? 1 : (before + now) / all,
        "%d of %d pictures%s%s"
            .formatted(
                before + made + failed,
                all,
                failed == 0 ? "" : ", %d failed".formatted(failed),
                left));
  }

  private Duration remaining(Duration elapsed, double now) {
    return Duration.ofMillis(Math.round(elapsed.toMillis() * (all - before - now) / now));
  }

  synchronized int failures() {
    return failed;
  }

  synchronized int done() {
    return before + made;
  }

  synchronized int made() {
    return made;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  synchronized void say(String message) {
    line.say(message);
  }

  synchronized void warn(String message) {
    line.warn(message);
  }
}
