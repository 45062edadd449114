package dev.impasto;

import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.Collection;
import java.util.List;

/**
 * What a network's layers know of one picture: its content alone, or its style alone (Figure 1 of
 * the paper). Both are a {@link StyleTransfer} in which one of the two weights is 0.
 *
 * @param transfer makes the pictures
 * @param options the settings; their weights and layers are not used, and neither is their size for
 *     style
 */
public record Reconstruction(StyleTransfer transfer, TransferOptions options) {
  /** The spread of the noise that content starts from. */
  private static final double FAINT = 0.01;

  /** With {@link #defaults()}. */
  public Reconstruction(StyleTransfer transfer) {
    this(transfer, defaults());
  }

  /**
   * The settings of the paper, from white noise by L-BFGS, but for steps that are preconditioned:
   * deep layers leave fine detail nearly free, and plain steps fill it with patterns far outside
   * the range of colors.
   */
  public static TransferOptions defaults() {
    return Preset.PAPER_FIGURES
        .options()
        .withPreconditioning(TransferOptions.defaults().preconditioning());
  }

  /**
   * Makes a picture that a layer responds to as it does to a given one.
   *
   * <p>Where the options start from noise, it is fainter here than in a transfer: what a layer does
   * not determine stays near what it started from, and should be gray rather than noise.
   *
   * @param picture what to reconstruct
   * @param layer where responses are compared (Eq 1)
   * @param listener is told of every iterate and may end the run
   * @return a picture of the given one's proportions, its longest side {@link
   *     TransferOptions#size()}
   * @throws InvalidInputException if it cannot be done with these settings
   */
  public Picture content(Picture picture, Layer layer, Progress.Listener listener) {
    TransferOptions alone =
        options
            .withContentWeight(1)
            .withStyleWeight(0)
            .withContentLayers(options.convention().contentShares(List.of(layer)));
    if (options.start() != TransferOptions.Start.NOISE) {
      return transfer.transfer(picture, picture, alone, listener);
    }
    Feasibility.require(picture, picture, alone, transfer.network());
    Scales.Size first = Scales.of(picture, alone).get(0);
    Picture noise = StyleTransfer.noise(first.width(), first.height(), FAINT, options.seed());
    return transfer.transferFrom(noise, picture, picture, alone, listener);
  }

  /**
   * Makes a picture whose responses go together as they do in a given one, wherever they occur: a
   * texture, of any size.
   *
   * @param picture gives the statistics, at the size that it has; see {@link Picture#fitted}
   * @param layers where style is compared (Eq 5), weighed as {@link TransferOptions#convention()}
   *     usually does
   * @param width columns of the result
   * @param height rows of the result
   * @param listener is told of every iterate and may end the run
   * @throws InvalidInputException if it cannot be done with these settings
   */
  public Picture style(
      Picture picture,
      Collection<Layer> layers,
      int width,
      int height,
      Progress.Listener listener) {
    InvalidInputException.require(
        Math.min(width, height) >= Scales.SHORTEST_SIDE
            && (long) width * height <= Integer.MAX_VALUE / 3,
        "a texture must be at least %d pixels wide and high, and at most %d in all, not %dx%d",
        Scales.SHORTEST_SIDE,
        Integer.MAX_VALUE / 3,
        width,
        height);
    int longest = Math.max(width, height);
    TransferOptions alone =
        options
            .withContentWeight(0)
            .withStyleWeight(1)
            .withStyleLayers(options.convention().styleShares(layers))
            .withSize(longest)
            .withStyleShape(TransferOptions.StyleShape.OWN)
            .withStyleScale((double) Math.max(picture.width(), picture.height()) / longest);
    Picture blank = new Picture(width, height, new float[3 * width * height]);
    return transfer.transfer(blank, picture, alone, listener);
  }
}
