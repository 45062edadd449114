package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * What a run starts from at its first size.
 *
 * @param kind which picture
 * @param seed of the noise, where it is noise
 * @param spread the standard deviation of the noise around middle gray, 0 to 1. Deep layers leave
 *     much of it in the result; with fainter noise, different seeds give nearly the same result
 */
public record InitialPicture(Kind kind, long seed, double spread) {
  /** Which picture a run starts from. */
  public enum Kind {
    /** The content picture: the result keeps its arrangement. */
    CONTENT,
    /** The first style picture. */
    STYLE,
    /** White noise, as in the paper. */
    NOISE
  }

  /** Checks the spread. */
  public InitialPicture {
    require(
        spread >= 0 && spread <= 1, "the spread of the noise must be from 0 to 1, not %s", spread);
  }

  /** The same with another {@link #kind()}. */
  public InitialPicture withKind(Kind value) {
    return new InitialPicture(value, seed, spread);
  }

  /** The same with another {@link #seed()}. */
  public InitialPicture withSeed(long value) {
    return new InitialPicture(kind, value, spread);
  }

  /** The same with another {@link #spread()}. */
  public InitialPicture withSpread(double value) {
    return new InitialPicture(kind, seed, value);
  }
}
