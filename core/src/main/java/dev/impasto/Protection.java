package dev.impasto;

import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.SourcePicture;
import java.util.Optional;

/** Keeps pixels of the photograph as they are: in what the losses see, and in the result. */
final class Protection {
  private final Optional<Mask> mask;

  /** By a mask that is 1 where pixels stay; without one there are none. */
  Protection(Optional<SourcePicture> mask) {
    this.mask = mask.map(SourcePicture::picture).map(Mask::of);
  }

  /** What may be painted of pictures of a size; empty where all may. */
  Optional<Mask> painted(int width, int height) {
    return at(width, height).map(Mask::inverted);
  }

  private Optional<Mask> at(int width, int height) {
    return mask.map(m -> m.resized(width, height));
  }

  /** A picture with the photograph of its size where that is protected. */
  Picture kept(Picture made, Picture photograph) {
    return at(made.width(), made.height()).map(m -> m.composite(photograph, made)).orElse(made);
  }

  /**
   * A loss that sees the photograph where that is protected, and moves nothing there.
   *
   * @param photograph as the losses are to see it
   * @param margin the columns and rows by which the loss continues it
   */
  Objective over(Objective loss, Picture photograph, int margin) {
    return at(photograph.width(), photograph.height())
        .<Objective>map(
            m -> {
              float[] own = photograph.mirrored(margin).rgb();
              return new Composited(loss, m.mirrored(margin), own, new float[own.length]);
            })
        .orElse(loss);
  }

  /**
   * The loss of {@code (1 - mask) x + mask p} as a function of x.
   *
   * @param seen room for what the loss is evaluated of
   */
  private record Composited(Objective loss, Mask mask, float[] photograph, float[] seen)
      implements Objective {
    @Override
    public double evaluate(float[] x, float[] gradient) {
      mask.composite(photograph, x, seen);
      double value = loss.evaluate(seen, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 1 - mask.values()[i / 3];
      }
      return value;
    }

    @Override
    public double rounding() {
      return loss.rounding();
    }

    @Override
    public Parallel parallel() {
      return loss.parallel();
    }
  }
}
