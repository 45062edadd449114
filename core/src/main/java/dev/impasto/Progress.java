package dev.impasto;

import dev.impasto.loss.LossParts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a run is: plain data, made once per iterate.
 *
 * @param at the size and the evaluation
 * @param losses the weighted parts of the loss at the iterate
 * @param time how much of the whole run is done, and how long it takes
 * @param evaluated the parts of the loss at each evaluation since the iterate before, in order; not
 *     all of these have become iterates
 */
public record Progress(Position at, LossParts losses, Timing time, List<LossParts> evaluated) {
  /** Keeps the evaluations. */
  public Progress {
    evaluated = List.copyOf(evaluated);
  }

  /**
   * A place in a run's schedule.
   *
   * @param scale which size the run is at, from 1
   * @param scales how many sizes it goes through
   * @param width columns at this size
   * @param height rows at this size
   * @param iteration evaluations done at this size
   * @param iterations evaluations planned at this size
   * @param evaluations evaluations done or planned up to here, all sizes taken together
   */
  public record Position(
      int scale,
      int scales,
      int width,
      int height,
      int iteration,
      int iterations,
      int evaluations) {}

  /**
   * How long a run takes.
   *
   * @param fractionDone the share of the whole run's work that is done, 0 to 1
   * @param elapsed time since the run began or was resumed
   * @param remaining an estimate of the time left; empty in the first second, which tells nothing
   *     yet
   */
  public record Timing(double fractionDone, Duration elapsed, Optional<Duration> remaining) {
    /**
     * The same, seen as one of several runs of about equal length that make one job.
     *
     * @param done how many of the runs are finished
     * @param runs how many there are
     * @param jobElapsed time since the first of them began
     */
    public Timing within(int done, int runs, Duration jobElapsed) {
      double fraction = (done + fractionDone) / runs;
      Optional<Duration> left =
          done == 0 && remaining.isEmpty()
              ? remaining
              : Optional.of(
                  Duration.ofNanos((long) (jobElapsed.toNanos() * (1 - fraction) / fraction)));
      return new Timing(fraction, jobElapsed, left);
    }
  }

  /**
   * Where an evaluation is that is made in tiles.
   *
   * @param at the size, and the evaluation when it will be done
   * @param done how many tiles it has gone through, forward and back
   * @param all how many it goes through
   * @param time how much of the whole run is done
   */
  public record Tiles(Position at, int done, int all, Timing time) {}

  /** The whole loss: what is minimized (Eq 7). */
  public double totalLoss() {
    return losses.total();
  }
}
