package dev.impasto;

import dev.impasto.loss.LossParts;
import dev.impasto.request.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Turns iterates into {@link Progress} records: what is done, what is left. */
final class ProgressReporter {
  /** What an evaluation of the embedded network costs beside its pixels, in pixels. */
  private static final long AT_ANY_SIZE = 6000;

  private final List<ScaleSchedule.Size> scales;
  private final Schedule schedule;
  private final long began = System.nanoTime();
  private final double allWork;
  private final RemainingTime left;

  ProgressReporter(List<ScaleSchedule.Size> scales, Schedule schedule) {
    this.scales = scales;
    this.schedule = schedule;
    this.allWork = work(scales.size(), 0);
    this.left = new RemainingTime(allWork);
  }

  /** The work of all scales before one and of some evaluations at it. */
  private double work(int scale, int evaluations) {
    double whole =
        IntStream.range(0, scale)
            .mapToDouble(i -> work(scales.get(i), schedule.iterations(i)))
            .sum();
    return evaluations == 0 ? whole : whole + work(scales.get(scale), evaluations);
  }

  /** An evaluation costs as its pixels do, and what it costs at any size. */
  private static double work(ScaleSchedule.Size size, int evaluations) {
    return (double) (size.pixels() + AT_ANY_SIZE) * evaluations;
  }

  /**
   * Where the run is.
   *
   * @param index the scale, from 0
   * @param iteration evaluations done at it
   * @param evaluated of each evaluation since the iterate before
   */
  Progress at(int index, int iteration, LossParts losses, List<LossParts> evaluated) {
    return new Progress(
        position(index, iteration), losses, timing(work(index, iteration)), evaluated);
  }

  /**
   * Where an evaluation is.
   *
   * @param index the scale, from 0
   * @param iteration evaluations done at it with this one
   * @param done tiles that it has gone through, of {@code all}
   */
  Progress.Tiles at(int index, int iteration, int done, int all) {
    double share = (double) done / all;
    double work = work(index, iteration - 1) + share * work(scales.get(index), 1);
    return new Progress.Tiles(position(index, iteration), done, all, timing(work));
  }

  private Progress.Position position(int index, int iteration) {
    ScaleSchedule.Size size = scales.get(index);
    int earlier = IntStream.range(0, index).map(schedule::iterations).sum();
    return new Progress.Position(
        index + 1,
        scales.size(),
        size.width(),
        size.height(),
        iteration,
        schedule.iterations(index),
        earlier + iteration);
  }

  private Progress.Timing timing(double done) {
    long elapsed = System.nanoTime() - began;
    return new Progress.Timing(
        Math.min(1, done / allWork), Duration.ofNanos(elapsed), left.after(done, elapsed));
  }
}
