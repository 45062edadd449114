package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * The size and shape in which a painting's statistics are taken.
 *
 * @param scale its longest side relative to the result's, above 0 and at most 16; larger values
 *     give larger strokes
 * @param shape whether it keeps its proportions at that size
 * @param trim the part of its longest side that is left out at each of its borders, where a frame
 *     may be seen, 0 to 0.25
 */
public record StyleFit(double scale, Shape shape, double trim) {
  /** What a painting is resized to. */
  public enum Shape {
    /** A size of its own proportions. */
    OWN,
    /** The photograph's size, times the scale, as in the paper: it may be stretched. */
    CONTENT
  }

  /** Checks the values. */
  public StyleFit {
    require(
        scale > 0 && scale <= 16, "the style scale must be above 0 and at most 16, not %s", scale);
    require(trim >= 0 && trim <= 0.25, "the style trim must be from 0 to 0.25, not %s", trim);
  }

  /** The same with another {@link #scale()}. */
  public StyleFit withScale(double value) {
    return new StyleFit(value, shape, trim);
  }

  /** The same with another {@link #shape()}. */
  public StyleFit withShape(Shape value) {
    return new StyleFit(scale, value, trim);
  }

  /** The same with another {@link #trim()}. */
  public StyleFit withTrim(double value) {
    return new StyleFit(scale, shape, value);
  }
}
