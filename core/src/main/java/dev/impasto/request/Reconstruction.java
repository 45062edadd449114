package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Requests for a picture of what a network's layers know of another: of its content alone, or of
 * its style alone (Figure 1 of the paper). One of the two weights is 0.
 */
public final class Reconstruction {
  /** The spread of the noise that content starts from. */
  private static final double FAINT = 0.01;

  private Reconstruction() {}

  /**
   * The usual settings for content: {@link Preset#PAPER_FIGURES}, but from noise, at one size, with
   * more steps, and with nothing taken out of the result. Deep layers leave fine detail nearly
   * free; strongly preconditioned steps give back large areas and their colors, where plain ones
   * fill the detail with patterns far outside the range of colors.
   */
  public static TransferOptions contentDefaults() {
    return Preset.PAPER_FIGURES
        .options()
        .withStart(InitialPicture.Kind.NOISE)
        .withSchedule(s -> s.withScales(1).withIterationGrowth(1).withIterations(500))
        .withOptimization(o -> o.withPreconditioning(1.5))
        .withFinish(f -> f.withDenoising(0));
  }

  /**
   * The usual settings for style: those for content, but that steps are preconditioned less.
   * Nothing says where a texture's colors are to be; if large areas changed too easily, they would
   * gather in a few of them.
   */
  public static TransferOptions styleDefaults() {
    return contentDefaults().withOptimization(o -> o.withPreconditioning(0.5));
  }

  /**
   * A picture that a layer responds to as it does to a given one, place by place. It has the given
   * one's proportions, and its longest side is {@link TransferOptions#size()}.
   *
   * <p>Where the options start from noise, it is fainter here than in a transfer: what a layer does
   * not determine stays near what it started from, and should be gray rather than noise.
   *
   * @param picture what to reconstruct
   * @param layer where responses are compared (Eq 1)
   * @param options the settings; their weights and layers are not used
   */
  public static TransferRequest content(
      SourcePicture picture, Layer layer, TransferOptions options) {
    LossConvention convention = LossConvention.of(options.loss());
    TransferOptions changed =
        options
            .withLoss(
                l ->
                    l.withWeights(1, 0).withContentLayers(convention.contentShares(List.of(layer))))
            .withSchedule(s -> s.withStart(start -> start.withSpread(FAINT)));
    return new TransferRequest(
        picture, List.of(StyleSource.of(picture)), Optional.empty(), changed);
  }

  /**
   * A picture whose responses go together as they do in a given one, wherever they occur: a
   * texture, of any size.
   *
   * @param picture gives the statistics
   * @param seen the longest side that it has when they are taken
   * @param layers where style is compared (Eq 5), weighed as their convention usually does
   * @param width columns of the result
   * @param height rows of the result
   * @param options the settings; their weights, layers, size and fit are not used
   * @throws dev.impasto.problem.InvalidInputException if no texture can have that size
   */
  public static TransferRequest style(
      SourcePicture picture,
      int seen,
      Collection<Layer> layers,
      int width,
      int height,
      TransferOptions options) {
    require(
        Math.min(width, height) >= TransferOptions.SMALLEST
            && (long) width * height <= Integer.MAX_VALUE / 3,
        "a texture must be at least %d pixels wide and high, and at most %d in all, not %dx%d",
        TransferOptions.SMALLEST,
        Integer.MAX_VALUE / 3,
        width,
        height);
    int longest = Math.max(width, height);
    LossConvention convention = LossConvention.of(options.loss());
    LossOptions loss =
        options.loss().withWeights(0, 1).withStyleLayers(convention.styleShares(layers));
    return new TransferRequest(
        SourcePicture.blank(width, height),
        List.of(StyleSource.of(picture)),
        Optional.empty(),
        options
            .withLoss(l -> loss)
            .withSize(longest)
            .withStyleFit(
                fit -> fit.withShape(StyleFit.Shape.OWN).withScale((double) seen / longest)));
  }
}
