package dev.impasto;

import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns an optimizer's iterates into {@link Progress} records: what is done, what is left. */
final class ProgressReporter implements Optimizer.Observer {
  /** What an evaluation of the embedded network costs beside its pixels, in pixels. */
  private static final long AT_ANY_SIZE = 6000;

  private final List<ScaleSchedule.Size> scales;
  private final TransferOptions options;
  private final Map<String, String> run;
  private final Progress.Listener listener;
  private final long began = System.nanoTime();
  private final double allWork;
  private final RemainingTime left;
  private int index;
  private int before;
  private boolean stopped;
  private TransferLoss loss;
  private Picture picture;

  /**
   * For one run.
   *
   * @param run what {@link Checkpoint}s say the run is of
   */
  @SuppressWarnings("NullAway.Init") // begin comes before the first iterate
  ProgressReporter(
      List<ScaleSchedule.Size> scales,
      TransferOptions options,
      Map<String, String> run,
      Progress.Listener listener) {
    this.scales = scales;
    this.options = options;
    this.run = run;
    this.listener = listener;
    this.allWork = work(scales.size(), 0);
    this.left = new RemainingTime(allWork);
  }

  private int iterations(int scale) {
    return options.iterations(scale);
  }

  /** The work of all scales before one and of some evaluations at it. */
  private double work(int scale, int evaluations) {
    double whole =
        IntStream.range(0, scale).mapToDouble(i -> work(scales.get(i), iterations(i))).sum();
    return evaluations == 0 ? whole : whole + work(scales.get(scale), evaluations);
  }

  /** An evaluation costs as its pixels do, and what it costs at any size. */
  private static double work(ScaleSchedule.Size size, int evaluations) {
    return (double) (size.pixels() + AT_ANY_SIZE) * evaluations;
  }

  /**
   * A scale begins.
   *
   * @param scale its number, from 0
   * @param done evaluations at this scale that an earlier run has spent
   * @param iterate holds the iterates
   * @return how many evaluations are left to this scale
   */
  int begin(int scale, int done, TransferLoss scaleLoss, Picture iterate) {
    index = scale;
    before = done;
    loss = scaleLoss;
    picture = iterate;
    return iterations(scale) - done;
  }

  /** Whether the listener has ended the run. */
  boolean stopped() {
    return stopped;
  }

  @Override
  public boolean iterate(int evaluations, double value, float[] x) {
    int iteration = before + evaluations;
    double done = work(index, iteration);
    TransferLoss.Parts parts = loss.parts(value);
    long elapsed = System.nanoTime() - began;
    stopped =
        !listener.progressed(
            new Progress(
                index + 1,
                scales.size(),
                scales.get(index).width(),
                scales.get(index).height(),
                scales.get(index).margin(),
                iteration,
                iterations(index),
                IntStream.range(0, index).map(this::iterations).sum() + iteration,
                parts.content(),
                parts.style(),
                parts.tv(),
                done / allWork,
                Duration.ofNanos(elapsed),
                left.after(done, elapsed),
                () ->
                    new Checkpoint(
                        index + 1,
                        iteration,
                        new Picture(picture.width(), picture.height(), x.clone()),
                        run)));
    return !stopped;
  }
}
