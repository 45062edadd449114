package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.RunListener;
import dev.impasto.engine.Engine;
import dev.impasto.loss.LossParts;
import java.time.Duration;
import java.util.function.UnaryOperator;
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

  void show(Progress progress) {
    show(progress, progress.time());
  }

  /**
   * Shows an iterate.
   *
   * @param time that of the whole job, where the run is one of several
   */
  void show(Progress progress, Progress.Timing time) {
    Progress.Position at = progress.at();
    if (!line.isDue() && at.scale() == scaleShown && at.iteration() != at.iterations()) {
      return;
    }
    sayWhatComputes();
    scaleShown = at.scale();
    String state =
        "%s  loss %.4g (content %.4g, style %.4g)%s"
            .formatted(
                where(at),
                progress.totalLoss(),
                progress.losses().get(LossParts.CONTENT),
                progress.losses().get(LossParts.STYLE),
                left(time));
    line.show(time.fractionDone(), state);
  }

  /**
   * Shows the tiles of evaluations: steps may take minutes.
   *
   * @param within makes of a run's time that of the whole job
   */
  RunListener tiles(UnaryOperator<Progress.Timing> within) {
    return new RunListener() {
      @Override
      public void progressed(Run run, Progress progress) {}

      @Override
      public void evaluating(Run run, Progress.Tiles tiles) {
        if (line.isLongSince()) {
          show(tiles, within.apply(tiles.time()));
        }
      }
    };
  }

  private void sayWhatComputes() {
    if (computing != null) {
      line.say(computing);
      computing = null;
    }
  }

  private void show(Progress.Tiles tiles, Progress.Timing time) {
    sayWhatComputes();
    String state =
        "%s  tile %d/%d%s".formatted(where(tiles.at()), tiles.done(), tiles.all(), left(time));
    line.show(time.fractionDone(), state);
  }

  private static String where(Progress.Position at) {
    return "scale %d/%d %dx%d  step %d/%d"
        .formatted(
            at.scale(), at.scales(), at.width(), at.height(), at.iteration(), at.iterations());
  }

  private static String left(Progress.Timing time) {
    return time.remaining().map(left -> "  %s left".formatted(clock(left))).orElse("");
  }

  /** Ends the bar's line, and says how it went. */
  void end(String message) {
    line.say(message);
  }

  /** Says what must be known, even if no progress is to be shown. */
  void warn(String message) {
    line.warn(message);
  }

  /** Minutes and seconds. */
  static String clock(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
