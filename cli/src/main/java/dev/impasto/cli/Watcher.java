package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.engine.Engine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows a run on standard error: a bar on a terminal, else a line now and then. */
final class Watcher {
  private final ProgressLine line;
  private int scaleShown;
  private @Nullable String computing;

  Watcher(ProgressLine line) {
    this.line = line;
  }

  /**
   * Whether standard error is a terminal. Java cannot ask for that stream alone: the launcher says
   * so in a system property, and without it both input and output being one must do.
   */
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is never null; the launcher tells then
  static boolean onTerminal() {
    String told = System.getProperty("impasto.terminal");
    return told != null ? Boolean.parseBoolean(told) : System.console() != null;
  }

  /** Has it say what computes, before the first progress. */
  void begin(Engine engine) {
    computing = "Computing in %s with %s".formatted(engine.precision(), engine.description());
  }

  void show(Progress p) {
    if (!line.isDue() && p.scale() == scaleShown && p.iteration() != p.iterations()) {
      return;
    }
    if (computing != null) {
      line.say(computing);
      computing = null;
    }
    scaleShown = p.scale();
    String state =
        "scale %d/%d %dx%d  step %d/%d  loss %.4g (content %.4g, style %.4g)%s"
            .formatted(
                p.scale(),
                p.scales(),
                p.width(),
                p.height(),
                p.iteration(),
                p.iterations(),
                p.totalLoss(),
                p.contentLoss(),
                p.styleLoss(),
                p.remaining().map(time -> "  %s left".formatted(clock(time))).orElse(""));
    line.show(p.fractionDone(), state);
  }

  /** Ends the bar's line, and says how it went. */
  void end(String message) {
    line.say(message);
  }

  /** Minutes and seconds. */
  static String clock(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
