package dev.impasto.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** How far something is, on standard error: a bar on a terminal, else a line now and then. */
final class ProgressLine {
  private static final int BAR = 24;
  private static final long BAR_EVERY = Duration.ofMillis(100).toNanos();
  private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private boolean begun;
  private long shown;

  ProgressLine(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Whether it is time to show something again. */
  boolean isDue() {
    return !begun || System.nanoTime() - shown >= (terminal ? BAR_EVERY : LINE_EVERY);
  }

  /** Shows the share that is done, 0 to 1, and what else there is to say. */
  void show(double fraction, String state) {
    if (quiet) {
      return;
    }
    begun = true;
    shown = System.nanoTime();
    if (terminal) {
      int filled = (int) Math.round(BAR * fraction);
      err.print("\r[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + state + "\u001b[K");
    } else {
      err.println("%3.0f%%  %s".formatted(100 * fraction, state));
    }
    err.flush();
  }

  /** Ends the bar's line, and says something that stays. */
  void say(String message) {
    if (!quiet) {
      err.println((terminal ? "\r\u001b[K" : "") + message);
      err.flush();
    }
  }
}
