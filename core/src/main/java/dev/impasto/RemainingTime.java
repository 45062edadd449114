package dev.impasto;

import java.time.Duration;
import java.util.Optional;

/**
 * Estimates how long a run still takes from how long its work took so far. The first evaluation
 * does not count, as it is the slowest by far: memory is touched and code compiled for the first
 * time.
 */
final class RemainingTime {
  /** Less than this is too short to judge by. */
  private static final long SHORTEST = 1_000_000_000;

  private final double allWork;
  private double firstDone = -1;
  private long firstElapsed;

  /** For a run of so much work, in any unit. */
  RemainingTime(double allWork) {
    this.allWork = allWork;
  }

  /**
   * To be called after each evaluation.
   *
   * @param done the work that is done
   * @param elapsed time since the run began, in nanoseconds
   * @return empty as long as there is too little to judge by
   */
  Optional<Duration> after(double done, long elapsed) {
    if (firstDone < 0) {
      firstDone = done;
      firstElapsed = elapsed;
    }
    long measured = elapsed - firstElapsed;
    return measured < SHORTEST || done <= firstDone
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (measured * (allWork - done) / (done - firstDone))));
  }
}
