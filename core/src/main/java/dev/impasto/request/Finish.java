package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.color.ColorControl;
import java.util.function.UnaryOperator;

/**
 * What is done to the pictures themselves, before and after the loss is minimized.
 *
 * @param colorMatch how far the photograph's colors are moved to the painting's before the run, and
 *     the result's after it, 0 (not at all) to 1; see {@link dev.impasto.color.ColorMap#SYMMETRIC}.
 *     Nothing is moved where content or style is not compared
 * @param color whose colors the result has
 * @param denoising how much fine and faint detail is taken out of the result, 0 (none) to 1; see
 *     {@link dev.impasto.picture.Picture#denoised}
 */
public record Finish(double colorMatch, ColorControl color, double denoising) {
  /** Checks the values. */
  public Finish {
    require(
        colorMatch >= 0 && colorMatch <= 1,
        "the color match must be from 0 to 1, not %s",
        colorMatch);
    require(
        denoising >= 0 && denoising <= 1, "the denoising must be from 0 to 1, not %s", denoising);
  }

  /** The same with another {@link #colorMatch()}. */
  public Finish withColorMatch(double value) {
    return new Finish(value, color, denoising);
  }

  /** The same with {@link #color()} changed. */
  public Finish withColor(UnaryOperator<ColorControl> change) {
    return new Finish(colorMatch, change.apply(color), denoising);
  }

  /** The same with another {@link #denoising()}. */
  public Finish withDenoising(double value) {
    return new Finish(colorMatch, color, value);
  }
}
