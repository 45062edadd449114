package dev.impasto;

import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import java.time.Duration;
import java.util.List;

/** Turns an optimizer's iterates into {@link Progress} records: what is done, what is left. */
final class ProgressMeter implements Optimizer.Observer {
  private final List<Picture> targets;
  private final int iterations;
  private final Progress.Listener listener;
  private final long began = System.nanoTime();
  private final double allWork;
  private double workBefore;
  private int scale;
  private boolean stopped;
  private TransferLoss loss;
  private Picture picture;

  @SuppressWarnings("NullAway.Init") // begin comes before the first iterate
  ProgressMeter(List<Picture> targets, int iterations, Progress.Listener listener) {
    this.targets = targets;
    this.iterations = iterations;
    this.listener = listener;
    this.allWork = targets.stream().mapToDouble(t -> work(t, iterations)).sum();
  }

  /** An evaluation costs in proportion to the pixels. */
  private static double work(Picture picture, int evaluations) {
    return (double) picture.width() * picture.height() * evaluations;
  }

  /** A new scale begins; {@code picture} holds the iterates. */
  void begin(TransferLoss loss, Picture picture) {
    if (scale > 0) {
      workBefore += work(targets.get(scale - 1), iterations);
    }
    scale++;
    this.loss = loss;
    this.picture = picture;
  }

  /** Whether the listener has ended the run. */
  boolean stopped() {
    return stopped;
  }

  @Override
  public boolean iterate(int evaluations, double value, float[] x) {
    double done = (workBefore + work(picture, evaluations)) / allWork;
    TransferLoss.Parts parts = loss.parts(value);
    long elapsed = System.nanoTime() - began;
    stopped =
        !listener.progressed(
            new Progress(
                scale,
                targets.size(),
                picture.width(),
                picture.height(),
                evaluations,
                iterations,
                parts.content(),
                parts.style(),
                parts.tv(),
                done,
                Duration.ofNanos(elapsed),
                Duration.ofNanos((long) (elapsed * (1 - done) / done)),
                () -> new Picture(picture.width(), picture.height(), x.clone())));
    return !stopped;
  }
}
