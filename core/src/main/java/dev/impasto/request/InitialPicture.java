package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Locale;

/**
 * What a run starts from at its first size.
 *
 * @param kind which picture
 * @param seed of the noise, where there is noise
 * @param spread the standard deviation of {@link Kind#NOISE} around middle gray, 0 to 1. Deep
 *     layers leave much of it in the result; with fainter noise, different seeds give nearly the
 *     same result
 * @param noise the share of {@link Kind#NORMAL} noise that is mixed into the picture, a given one
 *     too, 0 to 1
 */
public record InitialPicture(Kind kind, long seed, double spread, double noise) {
  /** Which picture a run starts from. */
  public enum Kind {
    /** The content picture: the result keeps its arrangement. */
    CONTENT,
    /** The first style picture. */
    STYLE,
    /** White noise, as in the paper: normal, around middle gray, with the spread that is given. */
    NOISE,
    /** White noise in which every color of 0..1 is as likely. */
    UNIFORM,
    /**
     * White noise around middle gray with a deviation of 0.25, normal but for its ends at 0 and 1.
     */
    NORMAL,
    /**
     * White noise with the mean and the deviation of the style pictures in each color, normal but
     * for its ends at 0 and 1.
     */
    STYLE_STATISTICS,
    /**
     * The result of a film's frame before, moved to where this frame has what it shows; the content
     * picture where that cannot be trusted or there is no {@link TransferRequest#previous()}.
     */
    PREVIOUS;

    /** The name used on the command line, such as {@code style-statistics}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the spread and the share of noise. */
  public InitialPicture {
    require(
        spread >= 0 && spread <= 1, "the spread of the noise must be from 0 to 1, not %s", spread);
    require(noise >= 0 && noise <= 1, "the share of noise must be from 0 to 1, not %s", noise);
  }

  /** The same with another {@link #kind()}. */
  public InitialPicture withKind(Kind value) {
    return new InitialPicture(value, seed, spread, noise);
  }

  /** The same with another {@link #seed()}. */
  public InitialPicture withSeed(long value) {
    return new InitialPicture(kind, value, spread, noise);
  }

  /** The same with another {@link #spread()}. */
  public InitialPicture withSpread(double value) {
    return new InitialPicture(kind, seed, value, noise);
  }

  /** The same with another share of {@link #noise()}. */
  public InitialPicture withNoise(double value) {
    return new InitialPicture(kind, seed, spread, value);
  }
}
