package dev.impasto;

import dev.impasto.picture.Picture;
import dev.impasto.request.TransferOptions;

/**
 * Other machines, which minimize the losses of sizes that are too large for one: see {@link
 * StyleTransfer#start(dev.impasto.request.TransferRequest, LargeSizes, RunListener)}.
 */
public interface LargeSizes {
  /** How a picture is cut, or a painting; the parts of one size are alike on all machines. */
  TileCut cut(int height, int width);

  /**
   * Whether pictures of a size are evaluated there; the margin that is cut off is no part of it.
   */
  boolean takes(int height, int width);

  /**
   * The sums of a painting: those of {@link PictureTiles#photograph} over all tiles.
   *
   * @param options with which its tiles are made
   * @param tiles of it, to ask where they are
   */
  double[] sums(Picture painting, TransferOptions options, PictureTiles tiles);

  /** Has a size {@link LargeSize#minimize} its loss, and puts the result into its pixels. */
  void minimize(LargeSize size);
}
