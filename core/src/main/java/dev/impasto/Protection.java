package dev.impasto;

import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.SourcePicture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Rows;
import dev.impasto.storage.Storage;
import java.util.Optional;

/** Keeps pixels of the photograph as they are: in what the losses see, and in the result. */
final class Protection {
  private final Optional<Mask> mask;

  /** By a mask that is 1 where pixels stay; without one there are none. */
  Protection(Optional<SourcePicture> mask) {
    this.mask = mask.map(SourcePicture::picture).map(Mask::of);
  }

  /** What may be painted of pictures of a size; empty where all may. */
  Optional<Mask> painted(int width, int height, Storage storage) {
    return at(width, height, storage).map(Mask::inverted);
  }

  private Optional<Mask> at(int width, int height, Storage storage) {
    return mask.map(m -> m.resized(width, height, storage));
  }

  private Optional<Mask> at(Picture picture) {
    return at(picture.width(), picture.height(), picture.colors().storage());
  }

  /** A picture with the photograph of its size where that is protected. */
  Picture kept(Picture made, Picture photograph) {
    return at(made).map(m -> m.composite(photograph, made)).orElse(made);
  }

  /**
   * A loss that sees the photograph where that is protected, and moves nothing there.
   *
   * @param photograph as the losses are to see it
   * @param margin the columns and rows by which the loss continues it
   */
  Objective over(Objective loss, Picture photograph, int margin) {
    return at(photograph)
        .<Objective>map(
            m -> {
              Storage storage = photograph.colors().storage();
              Floats own = photograph.mirrored(margin, storage).colors();
              Floats seen = storage.floats(own.length());
              return new Composited(loss, m.mirrored(margin), own, seen);
            })
        .orElse(loss);
  }

  /**
   * The loss of {@code (1 - mask) x + mask p} as a function of x.
   *
   * @param seen room for what the loss is evaluated of
   */
  private record Composited(Objective loss, Mask mask, Floats photograph, Floats seen)
      implements Objective {
    /** Rows that a thread takes at a time. */
    private static final int BAND = 16;

    @Override
    public double evaluate(Floats x, Floats gradient) {
      eachBand((from, to) -> composite(x, from, to));
      double value = loss.evaluate(seen, gradient);
      eachBand((from, to) -> release(gradient, from, to));
      return value;
    }

    private void eachBand(Parallel.Range band) {
      parallel().over(mask.height(), Rows.band(3 * mask.width(), BAND), band);
    }

    /** As {@link Mask#composite} does it. */
    private void composite(Floats x, int from, int to) {
      int length = 3 * mask.width();
      Rows inside = Rows.of(photograph, length, from, to);
      Rows outside = Rows.of(x, length, from, to);
      Rows into = Rows.room(seen, length, from, to);
      Rows shares = Rows.of(mask.values(), mask.width(), from, to);
      int first = shares.at(from);
      int at = into.at(from);
      for (int i = 0; i < (to - from) * length; i++) {
        float value = shares.values()[first + i / 3];
        float kept = inside.values()[inside.at(from) + i];
        float made = outside.values()[outside.at(from) + i];
        into.values()[at + i] =
            value == 1 ? kept : value == 0 ? made : value * kept + (1 - value) * made;
      }
      into.into(seen);
    }

    /** What is protected does not move. */
    private void release(Floats gradient, int from, int to) {
      Rows slopes = Rows.of(gradient, 3 * mask.width(), from, to);
      Rows shares = Rows.of(mask.values(), mask.width(), from, to);
      int first = shares.at(from);
      int at = slopes.at(from);
      for (int i = 0; i < (to - from) * slopes.length(); i++) {
        slopes.values()[at + i] *= 1 - shares.values()[first + i / 3];
      }
      slopes.into(gradient);
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
