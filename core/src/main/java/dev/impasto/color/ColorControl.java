package dev.impasto.color;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Locale;

/**
 * Whose colors the result has.
 *
 * @param kind how they are decided
 * @param map how colors are moved where {@link Kind#MATCH} and {@link Kind#STYLE_ONLY} move them
 * @param blend how far, from 0, as without this, to 1
 */
public record ColorControl(Kind kind, ColorMap map, double blend) {
  /** The ways to decide a result's colors. */
  public enum Kind {
    /** As the losses have it. */
    NONE,

    /**
     * The photograph's chroma, exactly: the run is on luminance alone, with the painting's moved to
     * the photograph's mean and deviation (Gatys et al. 2017, section 5.1). Colors do not depend on
     * strokes any more.
     */
    LUMINANCE,

    /**
     * The photograph's palette: the painting's mean and covariance of colors are moved to the
     * photograph's before the run (Gatys et al. 2017, section 5.2). Strokes keep their colors.
     */
    MATCH,

    /** As {@link #MATCH}, but the whole distribution of colors is moved. */
    HISTOGRAM,

    /**
     * The painting's palette at the photograph's places, in OKLab, after the run; as Neural
     * Neighbor Style Transfer does (Kolkin et al., arXiv 2203.13215).
     */
    OKLAB,

    /** The painting's palette alone: the photograph in its colors, without a run. */
    STYLE_ONLY;

    /** The name used on the command line, such as {@code style-only}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Colors as the losses have it. */
  public static final ColorControl NONE = new ColorControl(Kind.NONE, ColorMap.SYMMETRIC, 1);

  /** Checks the blend. */
  public ColorControl {
    require(blend >= 0 && blend <= 1, "the color blend must be from 0 to 1, not %s", blend);
  }

  /** The same with another {@link #kind()}. */
  public ColorControl withKind(Kind value) {
    return new ColorControl(value, map, blend);
  }

  /** The same with another {@link #map()}. */
  public ColorControl withMap(ColorMap value) {
    return new ColorControl(kind, value, blend);
  }

  /** The same with another {@link #blend()}. */
  public ColorControl withBlend(double value) {
    return new ColorControl(kind, map, value);
  }
}
