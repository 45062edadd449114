package dev.impasto.cli;

import dev.impasto.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Shows a run on standard error: a bar on a terminal, else a line now and then. */
final class Watcher {
  private static final int BAR = 24;
  private static final long BAR_EVERY = Duration.ofMillis(100).toNanos();
  private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private long shown;
  private int scaleShown;

  Watcher(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
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

  void show(Progress p) {
    long now = System.nanoTime();
    boolean due =
        shown == 0
            || now - shown >= (terminal ? BAR_EVERY : LINE_EVERY)
            || p.scale() != scaleShown
            || p.iteration() == p.iterations();
    if (quiet || !due) {
      return;
    }
    shown = now;
    scaleShown = p.scale();
    String state =
        "scale %d/%d %dx%d  step %d/%d  loss %.4g (content %.4g, style %.4g)  %s left"
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
                clock(p.remaining()));
    if (terminal) {
      int filled = (int) Math.round(BAR * p.fractionDone());
      err.print("\r[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + state + "\u001b[K");
    } else {
      err.println("%3.0f%%  %s".formatted(100 * p.fractionDone(), state));
    }
    err.flush();
  }

  /** Ends the bar's line, and says how it went. */
  void end(String message) {
    if (!quiet) {
      err.println((terminal ? "\r\u001b[K" : "") + message);
      err.flush();
    }
  }

  /** Minutes and seconds. */
  static String clock(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
