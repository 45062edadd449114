package dev.impasto;

import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A picture made of what a network's layers know of another: of its content alone, or of its style
 * alone (Figure 1 of the paper). It is a {@link StyleTransfer} in which one of the two weights is
 * 0.
 */
public final class Reconstruction {
  /** The spread of the noise that content starts from. */
  private static final double FAINT = 0.01;

  private final Picture content;
  private final Picture style;
  private final StyleTransfer.Beginning beginning;
  private final TransferOptions options;

  private Reconstruction(
      Picture content, Picture style, StyleTransfer.Beginning beginning, TransferOptions options) {
    this.content = content;
    this.style = style;
    this.beginning = beginning;
    this.options = options;
  }

  /**
   * The usual settings for content: {@link Preset#PAPER_FIGURES}, but from noise, at one size, with
   * more steps, and with nothing taken out of the result. Deep layers leave fine detail nearly
   * free; strongly preconditioned steps give back large areas and their colors, where plain ones
   * fill the detail with patterns far outside the range of colors.
   */
  public static TransferOptions contentDefaults() {
    return Preset.PAPER_FIGURES
        .options()
        .withStart(TransferOptions.Start.NOISE)
        .withScales(1)
        .withIterationGrowth(1)
        .withIterations(500)
        .withPreconditioning(1.5)
        .withDenoising(0);
  }

  /**
   * The usual settings for style: those for content, but that steps are preconditioned less.
   * Nothing says where a texture's colors are to be; if large areas changed too easily, they would
   * gather in a few of them.
   */
  public static TransferOptions styleDefaults() {
    return contentDefaults().withPreconditioning(0.5);
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
  public static Reconstruction content(Picture picture, Layer layer, TransferOptions options) {
    StyleTransfer.Beginning beginning =
        options.start() == TransferOptions.Start.NOISE
            ? (target, style) ->
                StyleTransfer.noise(target.width(), target.height(), FAINT, options.seed())
            : StyleTransfer.Beginning.of(options);
    return new Reconstruction(
        picture,
        picture,
        beginning,
        options
            .withContentWeight(1)
            .withStyleWeight(0)
            .withContentLayers(options.convention().contentShares(List.of(layer))));
  }

  /**
   * A picture whose responses go together as they do in a given one, wherever they occur: a
   * texture, of any size.
   *
   * @param picture gives the statistics, at the size that it has; see {@link Picture#fitted}
   * @param layers where style is compared (Eq 5), weighed as {@link TransferOptions#convention()}
   *     usually does
   * @param width columns of the result
   * @param height rows of the result
   * @param options the settings; their weights, layers and size are not used
   * @throws InvalidInputException if no texture can have that size
   */
  public static Reconstruction style(
      Picture picture, Collection<Layer> layers, int width, int height, TransferOptions options) {
    InvalidInputException.require(
        Math.min(width, height) >= ScaleSchedule.SHORTEST_SIDE
            && (long) width * height <= Integer.MAX_VALUE / 3,
        "a texture must be at least %d pixels wide and high, and at most %d in all, not %dx%d",
        ScaleSchedule.SHORTEST_SIDE,
        Integer.MAX_VALUE / 3,
        width,
        height);
    int longest = Math.max(width, height);
    return new Reconstruction(
        new Picture(width, height, new float[3 * width * height]),
        picture,
        StyleTransfer.Beginning.of(options),
        options
            .withContentWeight(0)
            .withStyleWeight(1)
            .withStyleLayers(options.convention().styleShares(layers))
            .withSize(longest)
            .withStyleShape(TransferOptions.StyleShape.OWN)
            .withStyleScale((double) Math.max(picture.width(), picture.height()) / longest));
  }

  /** The settings of the transfer that it is, with the weights, layers and size of this picture. */
  public TransferOptions options() {
    return options;
  }

  /**
   * Makes the picture.
   *
   * @param transfer what makes it
   * @param listener is told of every iterate and may end the run
   * @throws InvalidInputException if it cannot be done with these settings
   */
  public Picture make(StyleTransfer transfer, Progress.Listener listener) {
    return transfer.run(content, style, beginning, Optional.empty(), options, listener);
  }

  /**
   * Goes on with a run that was ended early.
   *
   * @param reached where it was; the picture and the options must be those of that run
   * @throws InvalidInputException if they are not
   */
  public Picture resume(StyleTransfer transfer, Checkpoint reached, Progress.Listener listener) {
    return transfer.run(content, style, beginning, Optional.of(reached), options, listener);
  }
}
