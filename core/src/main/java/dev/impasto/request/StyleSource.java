package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import java.util.Optional;

/**
 * A painting whose manner the result gets, alone or mixed with others.
 *
 * @param source the painting
 * @param weight what it counts beside the others, above 0; only the ratios of weights matter
 * @param fit the size and shape in which its statistics are taken, where they are not {@link
 *     TransferOptions#styleFit()}
 * @param mask the part of it that counts: white, or, where {@link Masks#regions()} is a picture in
 *     colors and this too, the color of the painting's region; without one all of it does
 */
public record StyleSource(
    SourcePicture source, double weight, Optional<StyleFit> fit, Optional<SourcePicture> mask) {
  /** Checks the weight. */
  public StyleSource {
    require(
        weight > 0 && weight < Double.POSITIVE_INFINITY,
        "the weight of a style picture must be a number above 0, not %s",
        weight);
  }

  /** A painting that counts 1, in the size and shape of all. */
  public static StyleSource of(SourcePicture source) {
    return new StyleSource(source, 1, Optional.empty(), Optional.empty());
  }

  /** A painting of no file that counts 1, in the size and shape of all. */
  public static StyleSource of(Picture picture) {
    return of(SourcePicture.of(picture));
  }

  /** The same painting with another {@link #weight()}. */
  public StyleSource withWeight(double value) {
    return new StyleSource(source, value, fit, mask);
  }

  /** The same painting with a {@link #fit()} of its own. */
  public StyleSource withFit(StyleFit value) {
    return new StyleSource(source, weight, Optional.of(value), mask);
  }

  /** The same painting, of which only the part that a mask marks counts. */
  public StyleSource withMask(SourcePicture value) {
    return new StyleSource(source, weight, fit, Optional.of(value));
  }
}
