package dev.impasto;

import dev.impasto.color.Coloring;
import dev.impasto.internal.loss.TemporalLoss;
import dev.impasto.loss.TemporalTerm;
import dev.impasto.picture.Flow;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.SourcePicture;
import java.util.Arrays;
import java.util.Optional;

/** Moves the result of a film's frame before to where the present frame has what it shows. */
final class FrameMotion {
  private final PreviousFrame previous;

  /** Where the flow can be trusted, in the size of its file; empty where it can be everywhere. */
  private final Optional<Mask> trusted;

  FrameMotion(PreviousFrame previous) {
    this.previous = previous;
    this.trusted =
        previous
            .back()
            .map(back -> previous.flow().orElseThrow().reliability(back))
            .or(() -> previous.weights().map(SourcePicture::picture).map(Mask::of));
  }

  /**
   * The frame before at a size.
   *
   * @param picture moved, in the colors that the run sees
   * @param trust 1 where it shows what the present frame has there, 0 where it does not
   */
  record Moved(Picture picture, Mask trust) {
    /** The frame before, and where it cannot be trusted another picture of its size. */
    Picture over(Picture other) {
      return trust.composite(picture, other);
    }

    /** What holds pictures near this that are continued by a margin. */
    TemporalLoss loss(TemporalTerm term, int margin) {
      return new TemporalLoss(picture.mirrored(margin), trust.mirrored(margin), term.weight());
    }
  }

  /** The frame before at a size: its flow is resized too, and its vectors with it. */
  Moved at(int width, int height, Coloring coloring) {
    Picture result = previous.result().picture().onWhite().resized(width, height);
    Optional<Flow> flow = previous.flow().map(whole -> whole.resized(width, height));
    Mask inside = flow.map(Flow::inside).orElseGet(() -> all(width, height));
    return new Moved(
        coloring.photograph(flow.map(f -> f.warped(result)).orElse(result)),
        trusted.map(mask -> mask.resized(width, height).times(inside)).orElse(inside));
  }

  private static Mask all(int width, int height) {
    float[] values = new float[width * height];
    Arrays.fill(values, 1);
    return new Mask(width, height, values);
  }
}
