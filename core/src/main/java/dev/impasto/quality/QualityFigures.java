package dev.impasto.quality;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;

/**
 * What a result has of its photograph and of its painting, in four figures that no network takes
 * part in. They are measured at the result's size, in levels of 8 bits: the photograph is resized
 * to it, the painting to the same area in its own proportions.
 *
 * @param content how much of the photograph's drawing is still there: the correlation of the two
 *     pictures' edges, as the mean over three scales; 1 for all of it
 * @param style how near colors and strokes are to the painting's: the sliced Wasserstein distance
 *     of patches of 5 x 5 pixels, over four halvings, relative to the photograph's own; 0 for the
 *     painting's, 1 for no nearer than the photograph. Patches and directions are drawn by seeded
 *     numbers: others would give a figure that differs by 0.01 or so
 * @param copied how much of the painting's arrangement lies in the result at the painting's own
 *     places: the partial correlation of 12 x 12 means of colors, given the photograph's; 0 for
 *     none, which is good; 0.2 and more can be seen
 * @param grain how strong the finest details are beside the painting's: 1.5 and more is seen as
 *     noise, 0.6 and less as blur
 */
public record QualityFigures(double content, double style, double copied, double grain) {
  /** The shortest side that can be measured. */
  public static final int SMALLEST = 16;

  private static final int THUMB = 12;
  private static final double NOTHING = 1e-12;

  /**
   * Measures a result. Takes a second or so for a megapixel.
   *
   * @param content the photograph
   * @param style the painting; transparent parts of any picture are seen as white
   * @param result what was made of both, each side at least {@value #SMALLEST}
   */
  public static QualityFigures of(Picture content, Picture style, Picture result) {
    int width = result.width();
    int height = result.height();
    require(
        Math.min(width, height) >= SMALLEST,
        "a result of %dx%d is too small to be measured: each side must be at least %d",
        width,
        height,
        SMALLEST);
    double factor = Math.sqrt((double) width * height / ((double) style.width() * style.height()));
    Levels seen = Levels.of(result);
    Levels photograph = Levels.of(content.onWhite().resized(width, height));
    Levels painting =
        Levels.of(
            style.onWhite().resized(side(style.width(), factor), side(style.height(), factor)));
    return new QualityFigures(
        drawing(photograph, seen),
        nearness(photograph, painting, seen),
        arrangement(photograph, Levels.of(style), seen),
        finest(seen) / (finest(painting) + NOTHING));
  }

  private static int side(int length, double factor) {
    return Math.max(SMALLEST, (int) Math.rint(length * factor));
  }

  private static double drawing(Levels photograph, Levels result) {
    double unit = Math.max(result.width(), result.height()) / 512.0;
    double sum = 0;
    for (double scale : new double[] {1.5, 3, 6}) {
      sum +=
          Correlation.of(
              photograph.luma().blurred(scale * unit).edges(),
              result.luma().blurred(scale * unit).edges());
    }
    return sum / 3;
  }

  private static double nearness(Levels photograph, Levels painting, Levels result) {
    Patches target = Patches.of(painting, 1);
    return Patches.of(result, 0).distance(target)
        / (Patches.of(photograph, 0).distance(target) + NOTHING);
  }

  private static double arrangement(Levels photograph, Levels painting, Levels result) {
    float[] given = photograph.averaged(THUMB, THUMB).centered();
    return Correlation.of(
        Correlation.without(given, painting.averaged(THUMB, THUMB).centered()),
        Correlation.without(given, result.averaged(THUMB, THUMB).centered()));
  }

  /** The deviation of what a blur of one pixel takes away. */
  private static double finest(Levels picture) {
    Luma luma = picture.luma();
    return luma.minus(luma.blurred(1)).deviation();
  }
}
