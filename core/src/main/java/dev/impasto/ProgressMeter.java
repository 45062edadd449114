package dev.impasto;

import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Turns an optimizer's iterates into {@link Progress} records: what is done, what is left. */
final class ProgressMeter implements Optimizer.Observer {
  private final List<Picture> targets;
  private final TransferOptions options;
  private final Progress.Listener listener;
  private final long began = System.nanoTime();
  private final double allWork;
  private double workBefore;
  private int scale;
  private boolean stopped;
  private TransferLoss loss;
  private Picture picture;

  @SuppressWarnings("NullAway.Init") // begin comes before the first iterate
  ProgressMeter(List<Picture> targets, TransferOptions options, Progress.Listener listener) {
    this.targets = targets;
    this.options = options;
    this.listener = listener;
    this.allWork = IntStream.range(0, targets.size()).mapToDouble(this::work).sum();
  }

  private int iterations(int index) {
    return options.iterations(targets.size() - 1 - index);
  }

  private double work(int index) {
    return work(targets.get(index), iterations(index));
  }

  /** An evaluation costs in proportion to the pixels. */
  private static double work(Picture picture, int evaluations) {
    return (double) picture.width() * picture.height() * evaluations;
  }

  /**
   * A new scale begins; {@code picture} holds the iterates.
   *
   * @return how many evaluations this scale gets
   */
  int begin(TransferLoss loss, Picture picture) {
    if (scale > 0) {
      workBefore += work(scale - 1);
    }
    scale++;
    this.loss = loss;
    this.picture = picture;
    return iterations(scale - 1);
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
                iterations(scale - 1),
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
