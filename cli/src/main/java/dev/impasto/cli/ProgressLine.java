package dev.impasto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;

/** How far something is, on standard error: a bar on a terminal, else a line now and then. */
final class ProgressLine {
  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 4;
  private static final int USUAL_COLUMNS = 80;
  private static final long BAR_EVERY = Duration.ofMillis(100).toNanos();
  private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();
  private static final long LONG = Duration.ofMinutes(1).toNanos();

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private boolean begun;
  private long shown = System.nanoTime();

  ProgressLine(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Whether it is time to show something again. */
  boolean isDue() {
    return !begun || System.nanoTime() - shown >= (terminal ? BAR_EVERY : LINE_EVERY);
  }

  /** Whether something was shown so long ago that parts of a step are worth a line of their own. */
  boolean isLongSince() {
    return System.nanoTime() - shown >= (terminal ? BAR_EVERY : LONG);
  }

  /** Shows the share that is done, 0 to 1, and what else there is to say. */
  void show(double fraction, String state) {
    if (quiet) {
      return;
    }
    begun = true;
    shown = System.nanoTime();
    if (terminal) {
      err.print("\r" + fitted(fraction, state, columns()) + "\u001b[K");
    } else {
      err.println("%3.0f%%  %s".formatted(100 * fraction, state));
    }
    err.flush();
  }

  /** The bar and the state in one line of a terminal: a short bar first, then a cut state. */
  static String fitted(double fraction, String state, int columns) {
    int room = Math.max(1, columns - 1);
    int bar = Math.max(SHORTEST_BAR, Math.min(BAR, room - 3 - state.length()));
    int filled = (int) Math.round(bar * fraction);
    String line = "[" + "#".repeat(filled) + "-".repeat(bar - filled) + "] " + state;
    return line.length() <= room ? line : line.substring(0, room);
  }

  /** The terminal's width, as the launcher found it. */
  private static int columns() {
    Integer told = Integer.getInteger("impasto.columns");
    return told == null || told < 1 ? USUAL_COLUMNS : told;
  }

  /** Ends the bar's line, and says something that stays. */
  void say(String message) {
    if (!quiet) {
      warn(message);
    }
  }

  /**
   * Says something even if no progress is to be shown, and on standard output if standard error is
   * closed.
   */
  void warn(String message) {
    err.println((terminal ? "\r\u001b[K" : "") + message);
    if (err.checkError()) {
      // Not System.out: that this cannot be written either is no failure of the command.
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
      out.println(message);
    }
  }
}
