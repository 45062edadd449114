package dev.impasto;

import dev.impasto.picture.Picture;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a run is: handed out once per iterate.
 *
 * @param scale which size the run is at, from 1
 * @param scales how many sizes it goes through
 * @param width columns at this scale
 * @param height rows at this scale
 * @param margin columns and rows around it that are computed too
 * @param iteration evaluations done at this scale
 * @param iterations evaluations planned at this scale
 * @param evaluations evaluations done or planned up to here, all scales taken together
 * @param contentLoss α times the content loss
 * @param styleLoss β times the style loss
 * @param tvLoss the weighted total variation
 * @param fractionDone the share of the whole run's work that is done, 0 to 1
 * @param elapsed time since the run began or was resumed
 * @param remaining an estimate of the time left; empty in the first second, which tells nothing yet
 * @param checkpoint makes a copy of what the run can be resumed from; only to be called during the
 *     callback
 */
public record Progress(
    int scale,
    int scales,
    int width,
    int height,
    int margin,
    int iteration,
    int iterations,
    int evaluations,
    double contentLoss,
    double styleLoss,
    double tvLoss,
    double fractionDone,
    Duration elapsed,
    Optional<Duration> remaining,
    Supplier<Checkpoint> checkpoint) {
  /** The whole loss: what is minimized (Eq 7). */
  public double totalLoss() {
    return contentLoss + styleLoss + tvLoss;
  }

  /** A copy of the iterate, at this scale's size; only to be called during the callback. */
  public Picture picture() {
    return checkpoint.get().picture().cropped(margin);
  }

  /**
   * The same, seen as one of several runs of about equal length that make one job.
   *
   * @param done how many of the runs are finished
   * @param runs how many there are
   * @param jobElapsed time since the first of them began
   */
  public Progress within(int done, int runs, Duration jobElapsed) {
    double fraction = (done + fractionDone) / runs;
    return new Progress(
        scale,
        scales,
        width,
        height,
        margin,
        iteration,
        iterations,
        evaluations,
        contentLoss,
        styleLoss,
        tvLoss,
        fraction,
        jobElapsed,
        done == 0 && remaining.isEmpty()
            ? remaining
            : Optional.of(
                Duration.ofNanos((long) (jobElapsed.toNanos() * (1 - fraction) / fraction))),
        checkpoint);
  }

  /** Watches a run, and may end it early. */
  @FunctionalInterface
  public interface Listener {
    /** Called once per iterate; return false to end the run with the best picture so far. */
    boolean progressed(Progress progress);
  }
}
